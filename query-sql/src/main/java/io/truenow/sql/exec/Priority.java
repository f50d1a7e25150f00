package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.time.Duration;
import java.util.Locale;

/** How soon a statement is let in where others wait, too. */
public enum Priority {
    /** As if it had come ten seconds earlier. */
    HIGH(Duration.ofSeconds(-10)),
    /** By its arrival. */
    NORMAL(Duration.ZERO),
    /** As if it had come ten seconds later. */
    LOW(Duration.ofSeconds(10));

    private final long shiftNanos;

    Priority(Duration shift) {
        this.shiftNanos = shift.toNanos();
    }

    /** Nanoseconds that are added to the arrival of a statement before arrivals are compared. */
    long shiftNanos() {
        return shiftNanos;
    }

    /** The priority of a name in any case. */
    public static Priority of(String name) {
        for (Priority priority : values()) {
            if (priority.name().equalsIgnoreCase(name.strip())) {
                return priority;
            }
        }
        throw new TrueNowException(
                ErrorCode.INVALID_VALUE, "A priority is [high], [normal] or [low], not [" + name + "].");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
