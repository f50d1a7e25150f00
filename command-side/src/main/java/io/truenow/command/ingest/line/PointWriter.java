package io.truenow.command.ingest.line;

import io.truenow.command.ingest.Fault;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.Portion;
import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumnsBuilder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts a point into the columns of its table, whole or not at all. A text or boolean field that has the name of a tag of its line
 * goes to the dimension {@code NAME_field}. Not thread-safe.
 */
final class PointWriter {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUFFIX = "_field".getBytes(StandardCharsets.US_ASCII);

    private final IngestSettings.Event limits;
    private final Point point;
    private final PairOrder tags;
    private final PairOrder fields;
    private byte[] suffixed = new byte[Names.MAX_COLUMN_NAME_BYTES + SUFFIX.length];
    private @Nullable Fault fault;

    /** A writer of one point after the other, whose pairs are sorted when it is asked. */
    PointWriter(IngestSettings.Event limits, Point point, PairOrder tags, PairOrder fields) {
        this.limits = limits;
        this.point = point;
        this.tags = tags;
        this.fields = fields;
    }

    /** Writes the point; null if it counts, else nothing of it is there. */
    @Nullable
    Fault write(Portion portion, long micros, byte[] id, int index) {
        EventColumnsBuilder builder = portion.builder();
        fault = null;
        portion.begin();
        builder.id(id, 0, id.length);
        builder.eventTimeMicros(micros);
        boolean written = tags(builder) && fields(builder) && namesakes(builder);
        if (written) {
            portion.end(index);
            return null;
        }
        portion.abandon();
        return fault;
    }

    private boolean tags(EventColumnsBuilder builder) {
        Point.Pairs pairs = point.tags();
        for (int i = 0; i < pairs.size(); i++) {
            boolean written = dimension(
                    builder,
                    point.text(),
                    pairs.nameFrom(i),
                    pairs.nameLength(i),
                    point.text(),
                    pairs.valueFrom(i),
                    pairs.valueLength(i));
            if (!written) {
                return false;
            }
        }
        return true;
    }

    /** Writes the fields in the order of the line, without those that have the name of a tag and are no numbers. */
    private boolean fields(EventColumnsBuilder builder) {
        Point.Pairs pairs = point.fields();
        for (int i = 0; i < pairs.size(); i++) {
            boolean written;
            if (point.kind(i) == Point.Kind.NUMBER) {
                written = metric(builder, pairs.nameFrom(i), pairs.nameLength(i), point.number(i));
            } else {
                written = isTag(i) || field(builder, i, point.text(), pairs.nameFrom(i), pairs.nameLength(i));
            }
            if (!written) {
                return false;
            }
        }
        return true;
    }

    private boolean namesakes(EventColumnsBuilder builder) {
        Point.Pairs pairs = point.fields();
        for (int i = 0; i < pairs.size() && point.tags().size() > 0; i++) {
            if (point.kind(i) == Point.Kind.NUMBER || !isTag(i)) {
                continue;
            }
            int length = pairs.nameLength(i);
            suffixed = suffixed.length < length + SUFFIX.length ? new byte[length * 2] : suffixed;
            System.arraycopy(point.text(), pairs.nameFrom(i), suffixed, 0, length);
            System.arraycopy(SUFFIX, 0, suffixed, length, SUFFIX.length);
            if (!field(builder, i, suffixed, 0, length + SUFFIX.length)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a tag of the line has the field's name: a binary search. */
    private boolean isTag(int field) {
        int low = 0;
        int high = point.tags().size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int comparison = PairOrder.compare(point.fields(), field, point.tags(), tags.at(middle), point.text());
            if (comparison == 0) {
                return true;
            } else if (comparison < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    private boolean field(EventColumnsBuilder builder, int field, byte[] name, int nameFrom, int nameLength) {
        Point.Pairs pairs = point.fields();
        return switch (point.kind(field)) {
            case TRUE -> dimension(builder, name, nameFrom, nameLength, TRUE, 0, TRUE.length);
            case FALSE -> dimension(builder, name, nameFrom, nameLength, FALSE, 0, FALSE.length);
            case TEXT, NUMBER ->
                dimension(
                        builder,
                        name,
                        nameFrom,
                        nameLength,
                        point.text(),
                        pairs.valueFrom(field),
                        pairs.valueLength(field));
        };
    }

    private boolean dimension(
            EventColumnsBuilder builder,
            byte[] name,
            int nameFrom,
            int nameLength,
            byte[] value,
            int valueFrom,
            int valueLength) {
        int before = builder.columns();
        int column = builder.dimension(name, nameFrom, nameLength);
        if (builder.columns() > before && !mayBeNew(builder, name, nameFrom, nameLength)) {
            return false;
        }
        if (builder.hasDimension(column)) {
            return refuse(
                    ErrorCode.INVALID_EVENT, "The name [%s] stands twice in the line.", name, nameFrom, nameLength);
        }
        if (valueLength > limits.maxStringLength()) {
            return refuse(
                    ErrorCode.TOO_LARGE,
                    "The text of [%s] has more than [" + limits.maxStringLength() + "] bytes.",
                    name,
                    nameFrom,
                    nameLength);
        }
        for (int i = valueFrom; i < valueFrom + valueLength; i++) {
            if (value[i] == 0) {
                return refuse(
                        ErrorCode.INVALID_VALUE,
                        "The text of [%s] holds the character U+0000.",
                        name,
                        nameFrom,
                        nameLength);
            }
        }
        builder.setDimension(column, value, valueFrom, valueLength);
        return true;
    }

    private boolean metric(EventColumnsBuilder builder, int nameFrom, int nameLength, double value) {
        int before = builder.columns();
        int column = builder.metric(point.text(), nameFrom, nameLength);
        if (builder.columns() > before && !mayBeNew(builder, point.text(), nameFrom, nameLength)) {
            return false;
        }
        builder.setMetric(column, value);
        return true;
    }

    private boolean mayBeNew(EventColumnsBuilder builder, byte[] name, int from, int length) {
        String text = new String(name, from, Math.min(length, 2 * Names.MAX_COLUMN_NAME_BYTES), StandardCharsets.UTF_8);
        if (!Names.isLegalColumn(text)) {
            return refuse(
                    ErrorCode.INVALID_NAME,
                    "The name [%s] is not legal: it has 1 to 128 bytes of UTF-8 without control characters.",
                    name,
                    from,
                    length);
        }
        return builder.columns() <= limits.maxColumns()
                || refuse(
                        ErrorCode.COLUMN_LIMIT,
                        "With [%s] the lines have more than [" + limits.maxColumns() + "] columns.",
                        name,
                        from,
                        length);
    }

    private boolean refuse(ErrorCode code, String message, byte[] name, int from, int length) {
        fault = new Fault(code, message.replace("%s", PointParser.shown(name, from, length)), "", null);
        return false;
    }
}
