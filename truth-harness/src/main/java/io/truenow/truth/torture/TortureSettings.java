package io.truenow.truth.torture;

import java.time.Duration;
import java.util.List;

/**
 * What a run is to be.
 *
 * @param seed from which the plan, the contents and the manners of the clients follow
 * @param length how long faults go on; starting, settling and the last check come on top
 * @param faults kinds of faults
 * @param diskMegabytes size of the tmpfs that the data folder is put on; 0 for none, and then the disk is never filled
 * @param keep keep the folder of the run whatever comes out
 * @param leaveRunning leave the server running at the end
 */
public record TortureSettings(
        long seed, Duration length, List<FaultKind> faults, int diskMegabytes, boolean keep, boolean leaveRunning) {

    /** Requests that must be in flight when a fault strikes. */
    public static final int IN_FLIGHT = 8;

    /** Longest wait of a client for an answer; shorter than the longer pauses. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    /** Within it, what is acknowledged must be visible on a server that is ready. */
    public static final Duration VISIBLE = Duration.ofSeconds(20);

    /** Within it after space came back, events must be taken again. */
    public static final Duration RECOVERY = Duration.ofSeconds(30);

    /** Within it after a server outside came back, events must be taken again. */
    public static final Duration PART_RECOVERY = Duration.ofSeconds(10);

    /** Copies the kinds. */
    public TortureSettings {
        faults = List.copyOf(faults);
        if (faults.isEmpty() || length.isNegative() || diskMegabytes < 0) {
            throw new IllegalArgumentException("A run needs a fault, a length and a size that is not negative.");
        }
    }
}
