package io.truenow.events.time;

import java.time.Instant;

/** Wall clock in microseconds since 1970-01-01T00:00:00Z. Injected everywhere; only {@link #system()} reads the real one. */
@FunctionalInterface
public interface MicroClock {

    /** Now, in microseconds since 1970. Thread-safe. */
    long nowMicros();

    /** The clock of the machine. */
    static MicroClock system() {
        return () -> {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000L;
        };
    }
}
