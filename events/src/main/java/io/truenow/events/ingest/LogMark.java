package io.truenow.events.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * Up to which record of each partition of the log something goes: an acknowledgement carries one, and a statement can be given one, to wait
 * until it sees the acknowledged events. Immutable.
 *
 * <p>As text, {@code partition:offset} pairs with commas between them, such as {@code 3:4711,7:12}; read are also
 * {@code partition:offset:index}, as {@link LogPosition} writes itself. For clients the text has no parts.
 */
public final class LogMark {

    /** Header of HTTP with the text of a mark, in acknowledgements and in requests of statements. */
    public static final String HEADER = "X-TrueNow-Position";

    /** Nothing. */
    public static final LogMark NONE = new LogMark(new long[0]);

    /** Longest text: more pairs than there are partitions are a slip. */
    private static final int MAX_CHARACTERS = 1_024;

    private static final int MAX_SHOWN = 64;
    private static final long NOWHERE = -1;

    /** By partition; empty for nothing. */
    private final long[] offsets;

    private LogMark(long[] offsets) {
        this.offsets = offsets;
    }

    /** Gathers a mark. Not thread-safe. */
    public static final class Builder {

        private long[] offsets = NONE.offsets;

        /** Nothing yet. */
        public Builder() {}

        /** Goes at least up to the record of an offset. */
        public Builder reach(int partition, long offset) {
            if (offsets.length == 0) {
                offsets = new long[Placement.PARTITIONS];
                Arrays.fill(offsets, NOWHERE);
            }
            offsets[partition] = Math.max(offsets[partition], offset);
            return this;
        }

        /** What was gathered so far. */
        public LogMark build() {
            return offsets.length == 0 ? NONE : new LogMark(offsets.clone());
        }
    }

    /** Whether it goes nowhere. */
    public boolean isEmpty() {
        return offsets.length == 0;
    }

    /** Gives each partition and the offset of the record up to which, that one with it. */
    public void each(ObjLongConsumer<Integer> use) {
        for (int partition = 0; partition < offsets.length; partition++) {
            if (offsets[partition] != NOWHERE) {
                use.accept(partition, offsets[partition]);
            }
        }
    }

    /**
     * Reads a text; a blank one is {@link #NONE}.
     *
     * @throws TrueNowException {@code INVALID_POSITION}
     */
    public static LogMark parse(String text) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            return NONE;
        }
        if (bare.length() > MAX_CHARACTERS) {
            throw invalid(bare);
        }
        Builder builder = new Builder();
        for (String pair : bare.split(",", -1)) {
            String[] numbers = pair.strip().split(":", -1);
            if (numbers.length < 2 || numbers.length > 3) {
                throw invalid(bare);
            }
            long partition = number(numbers[0], bare);
            long offset = number(numbers[1], bare);
            if (numbers.length == 3) {
                number(numbers[2], bare);
            }
            if (partition >= Placement.PARTITIONS) {
                throw invalid(bare);
            }
            builder.reach((int) partition, offset);
        }
        return builder.build();
    }

    /** Digits only, so that there is one way to write a number. */
    private static long number(String digits, String text) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid(text);
        }
        return Long.parseLong(digits);
    }

    private static TrueNowException invalid(String text) {
        String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return new TrueNowException(
                ErrorCode.INVALID_POSITION,
                "[" + shown + "] is no position of the log.",
                null,
                "Give the text of the header " + HEADER + " of an acknowledgement as it is, such as 3:4711,7:12.",
                null);
    }

    /** The text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        each((partition, offset) -> text.append(text.isEmpty() ? "" : ",")
                .append(partition.intValue())
                .append(':')
                .append(offset));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogMark mark && Arrays.equals(offsets, mark.offsets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(offsets);
    }
}
