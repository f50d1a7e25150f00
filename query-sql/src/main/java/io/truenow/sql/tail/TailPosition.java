package io.truenow.sql.tail;

import io.truenow.events.ingest.Placement;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The next event of each partition of the log. Its text names offset and index by partition, as in {@code 3:120.2,7:4}: partition 3 goes
 * on with the event of index 2 in the record at 120, partition 7 with the record at 4, and each other with its first record. Mutable; not
 * thread-safe.
 */
final class TailPosition {

    private static final Pattern PART = Pattern.compile("(\\d{1,4}):(\\d{1,18})(?:\\.(\\d{1,9}))?");

    private final long[] offsets = new long[Placement.PARTITIONS];
    private final int[] indexes = new int[Placement.PARTITIONS];

    /** The first event of all. */
    TailPosition() {}

    /** Behind some offsets, by partition. */
    TailPosition(long[] ends) {
        System.arraycopy(ends, 0, offsets, 0, offsets.length);
    }

    /**
     * From its text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static TailPosition parse(String text) {
        TailPosition position = new TailPosition();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) >= Placement.PARTITIONS) {
                throw new IllegalArgumentException("[" + part + "] is no place of a partition of the log.");
            }
            int partition = Integer.parseInt(matcher.group(1));
            position.offsets[partition] = Long.parseLong(matcher.group(2));
            position.indexes[partition] = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        }
        return position;
    }

    /** Offset of the next event's record, by partition. */
    long[] offsets() {
        return offsets.clone();
    }

    /** Index of the first event wanted of a record. */
    int firstIndex(int partition, long offset) {
        return offsets[partition] == offset ? indexes[partition] : 0;
    }

    /** All events of a record were passed. */
    void pass(int partition, long offset) {
        offsets[partition] = offset + 1;
        indexes[partition] = 0;
    }

    /** An event of a record was passed. */
    void pass(int partition, long offset, int index) {
        offsets[partition] = offset;
        indexes[partition] = index + 1;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",");
        for (int partition = 0; partition < offsets.length; partition++) {
            if (offsets[partition] > 0 || indexes[partition] > 0) {
                text.add(partition + ":" + offsets[partition]
                        + (indexes[partition] == 0 ? "" : "." + indexes[partition]));
            }
        }
        return text.toString();
    }
}
