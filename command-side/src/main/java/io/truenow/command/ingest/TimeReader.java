package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.time.TimeText;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Reads an event time: a number of microseconds, or ISO-8601 text. Not thread-safe. */
final class TimeReader {

    private static final long MAX_EXACT = 1L << 53;

    private final EventTimeRule rule;
    private final FaultSlot faults;

    TimeReader(EventTimeRule rule, FaultSlot faults) {
        this.rule = rule;
        this.faults = faults;
    }

    /** The token's time in microseconds; 0, with a fault, if it may not be one. Answers after the value. */
    long read(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_INT -> whole(in);
            case VALUE_NUMBER_FLOAT -> fractional(in);
            case VALUE_STRING -> text(in);
            default -> {
                in.skipChildren();
                yield refused("The event_time is neither a number nor a text.");
            }
        };
    }

    private long whole(JsonParser in) {
        return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? refused("The event_time does not fit 64 bits.")
                : number(in.getLongValue());
    }

    private long fractional(JsonParser in) {
        double value = in.getDoubleValue();
        return Math.abs(value) <= MAX_EXACT && value == Math.rint(value)
                ? number((long) value)
                : refused("The event_time is not a whole number.");
    }

    private long number(long sent) {
        long micros = rule.scaled(sent);
        return checked(micros, rule.fault(micros));
    }

    private long text(JsonParser in) {
        try {
            long micros = TimeText.parseIso(in.getString());
            return checked(micros, rule.faultOfInstant(micros));
        } catch (DateTimeException | ArithmeticException e) {
            return refused("The event_time is no ISO-8601 text.");
        }
    }

    private long checked(long micros, @Nullable Fault fault) {
        if (fault != null) {
            faults.put(fault);
        }
        return micros;
    }

    private long refused(String message) {
        faults.refuse(
                ErrorCode.INVALID_TIME,
                message,
                "event_time",
                "Send microseconds since 1970 as a number, or ISO-8601 as a text.");
        return 0;
    }
}
