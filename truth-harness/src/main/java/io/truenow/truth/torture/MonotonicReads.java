package io.truenow.truth.torture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Figures that may only grow, over restarts too. A reader takes the {@link #floor} before it asks and hands it in with the answer, so
 * that two readers at a time do not accuse each other. Thread-safe.
 */
final class MonotonicReads {

    private final Findings findings;
    private final Map<String, Long> highest = new ConcurrentHashMap<>();

    MonotonicReads(Findings findings) {
        this.findings = findings;
    }

    /** The highest value that any reader had got before now. */
    long floor(String figure) {
        return highest.getOrDefault(figure, Long.MIN_VALUE);
    }

    /** Takes an answer to a question that was asked after the floor was taken. */
    void saw(String figure, long floor, long value) {
        if (value < floor) {
            findings.add(Violation.STALE, figure + " " + floor, "it was " + floor + " before and is " + value + " now");
        }
        highest.merge(figure, value, Math::max);
    }
}
