package io.truenow.infra.admission;

import io.truenow.command.port.Admissibility;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admission by the state of log, disk and hot tier, asked of its parts at each batch, so each part answers from memory.
 * Thread-safe if the parts are.
 */
public final class LogAdmissibility implements Admissibility {

    private final Parts parts;
    private final long maxLagRecords;

    /**
     * What is asked.
     *
     * @param logUnavailable why the log takes no writes; null while it does
     * @param diskFull why the disk has too little room; null while it has enough
     * @param stopped why a table cannot be served on; null while it can, see {@link StoppedParts}
     * @param lagRecords log records that wait to be applied
     * @param duplicatesFull whether the duplicate store of a table is at its limit
     * @param watermarkMicros watermark of a table; null before its first event
     */
    public record Parts(
            Supplier<@Nullable String> logUnavailable,
            Supplier<@Nullable String> diskFull,
            Function<UUID, @Nullable String> stopped,
            LongSupplier lagRecords,
            Predicate<UUID> duplicatesFull,
            Function<UUID, @Nullable Long> watermarkMicros) {}

    /** Admission over the parts, with a bound of the lag in log records. */
    public LogAdmissibility(Parts parts, long maxLagRecords) {
        this.parts = parts;
        this.maxLagRecords = maxLagRecords;
    }

    @Override
    public void require(UUID tableId) {
        // The disk comes first: a full one is why a log is away, and who reads the answer can mend it.
        String full = parts.diskFull().get();
        if (full != null) {
            throw new TrueNowException(ErrorCode.STORAGE_FULL, full);
        }
        String unavailable = parts.logUnavailable().get();
        if (unavailable != null) {
            throw new TrueNowException(ErrorCode.LOG_UNAVAILABLE, unavailable);
        }
        String stopped = parts.stopped().apply(tableId);
        if (stopped != null) {
            throw new TrueNowException(ErrorCode.SHARD_STOPPED, stopped);
        }
        if (parts.duplicatesFull().test(tableId)) {
            throw new TrueNowException(
                    ErrorCode.STORAGE_FULL, "The duplicate store of the table is at its limit; no events are taken.");
        }
        long lag = parts.lagRecords().getAsLong();
        if (lag > maxLagRecords) {
            throw new TrueNowException(
                    ErrorCode.LAG_LIMIT,
                    "The hot tier is [" + lag + "] log records behind, more than [" + maxLagRecords + "].");
        }
    }

    @Override
    public @Nullable Long watermarkMicros(UUID tableId) {
        return parts.watermarkMicros().apply(tableId);
    }
}
