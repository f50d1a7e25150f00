package io.truenow.command.ingest;

import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.SentAs;
import java.nio.charset.StandardCharsets;

/**
 * Reads an event of the shape of those before it from bytes into columns, without the parser: no object, no copy, one look at each
 * byte. It only says yes to an event without fault whose table and columns are known already; whatever else comes leaves nothing
 * behind and is for {@link EventReader}, which decides what is right. Not thread-safe.
 */
final class EventScan {

    private static final byte[] NAMESPACE = ascii("namespace");
    private static final byte[] TABLE = ascii("table");
    private static final byte[] EVENT_ID = ascii("event_id");
    private static final byte[] EVENT_TIME = ascii("event_time");
    private static final byte[] DIMENSIONS = ascii("dimensions");
    private static final byte[] DIMS = ascii("dims");
    private static final byte[] METRICS = ascii("metrics");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final int HAS_NAMESPACE = 1;
    private static final int HAS_TABLE = 2;
    private static final int HAS_ID = 4;
    private static final int HAS_TIME = 8;
    private static final int HAS_DIMENSIONS = 16;
    private static final int HAS_METRICS = 32;

    private final IngestSettings.Event limits;
    private final EventTimeRule times;
    private final EventShape shape = new EventShape();

    EventScan(IngestSettings.Event limits, EventTimeRule times) {
        this.limits = limits;
        this.times = times;
    }

    /**
     * Reads the object before which the cursor stands.
     *
     * @param portion of the event before; this one has to name its table in the same way
     * @return whether the event stands whole in the row that was begun; if not, there is no such row, and the cursor is anywhere
     */
    boolean scan(JsonScan in, Portion portion) {
        if (times.scales()) {
            return false;
        }
        in.peek();
        int start = in.at();
        portion.begin();
        if (shape.isOf(portion)) {
            if (shaped(in, portion.builder())) {
                return true;
            }
            portion.abandon();
            portion.begin();
            in.at(start);
        }
        shape.begin(portion, start);
        int seen = in.take('{') ? fields(in, portion) : -1;
        int wanted = HAS_ID
                | HAS_TIME
                | (portion.namespace() == null ? 0 : HAS_NAMESPACE)
                | (portion.table() == null ? 0 : HAS_TABLE);
        if (seen >= 0 && (seen & ~(HAS_DIMENSIONS | HAS_METRICS)) == wanted) {
            shape.end(in.bytes(), in.at());
            return true;
        }
        portion.abandon();
        return false;
    }

    /** Reads an event of the known shape; false if it has another, or a value that is not for here. */
    private boolean shaped(JsonScan in, EventColumnsBuilder builder) {
        int values = shape.values();
        for (int i = 0; i < values; i++) {
            if (!shape.take(in, i) || !value(in, builder, shape.place(i), shape.column(i))) {
                return false;
            }
        }
        return shape.take(in, values);
    }

    private boolean value(JsonScan in, EventColumnsBuilder builder, EventShape.Place place, int column) {
        return switch (place) {
            case ID -> id(in, builder);
            case TIME -> time(in, builder);
            case DIMENSION -> dimension(in, builder, column);
            case METRIC -> metric(in, builder, column);
        };
    }

    /** Reads a value and notes where it stood. */
    private boolean learned(JsonScan in, EventColumnsBuilder builder, EventShape.Place place, int column) {
        in.peek();
        int from = in.at();
        if (!value(in, builder, place, column)) {
            return false;
        }
        shape.value(in.bytes(), place, column, from, in.at());
        return true;
    }

    /** The fields that were seen, or -1. */
    private int fields(JsonScan in, Portion portion) {
        int seen = 0;
        do {
            if (!in.name()) {
                return -1;
            }
            int field = field(in, portion);
            if (field == 0 || (seen & field) != 0) {
                return -1;
            }
            seen |= field;
        } while (in.take(','));
        return in.take('}') ? seen : -1;
    }

    /** Reads the value of the field whose name was read; 0 if it may not. */
    private int field(JsonScan in, Portion portion) {
        return switch (in.textLength()) {
            case 4 -> in.textIs(DIMS) && dimensions(in, portion) ? HAS_DIMENSIONS : 0;
            case 5 -> in.textIs(TABLE) && in.text() && in.textIs(portion.tableUtf8()) ? HAS_TABLE : 0;
            case 7 -> in.textIs(METRICS) && metrics(in, portion) ? HAS_METRICS : 0;
            case 8 -> in.textIs(EVENT_ID) && learned(in, portion.builder(), EventShape.Place.ID, 0) ? HAS_ID : 0;
            case 9 -> in.textIs(NAMESPACE) && in.text() && in.textIs(portion.namespaceUtf8()) ? HAS_NAMESPACE : 0;
            case 10 -> {
                if (in.textIs(DIMENSIONS)) {
                    yield dimensions(in, portion) ? HAS_DIMENSIONS : 0;
                }
                yield in.textIs(EVENT_TIME) && learned(in, portion.builder(), EventShape.Place.TIME, 0) ? HAS_TIME : 0;
            }
            default -> 0;
        };
    }

    private boolean id(JsonScan in, EventColumnsBuilder builder) {
        if (!in.text() || in.textLength() == 0 || in.textLength() > limits.maxIdBytes()) {
            return false;
        }
        builder.id(in.bytes(), in.textFrom(), in.textLength());
        return true;
    }

    private boolean time(JsonScan in, EventColumnsBuilder builder) {
        if (!in.wholeNumber() || !times.plausible(in.whole())) {
            return false;
        }
        builder.eventTimeMicros(in.whole());
        return true;
    }

    private boolean dimension(JsonScan in, EventColumnsBuilder builder, int column) {
        byte first = in.peek();
        if (first == 't' || first == 'f') {
            byte[] word = first == 't' ? TRUE : FALSE;
            if (!in.word(word)) {
                return false;
            }
            builder.setDimension(column, word, 0, word.length, SentAs.BOOLEAN);
            return true;
        }
        if (!in.text() || in.textLength() > limits.maxStringLength()) {
            return false;
        }
        builder.setDimension(column, in.bytes(), in.textFrom(), in.textLength());
        return true;
    }

    private boolean metric(JsonScan in, EventColumnsBuilder builder, int column) {
        if (!in.decimalNumber()) {
            return false;
        }
        builder.setMetric(column, in.decimal());
        return true;
    }

    private boolean dimensions(JsonScan in, Portion portion) {
        if (!in.take('{')) {
            return false;
        }
        if (in.take('}')) {
            return true;
        }
        EventColumnsBuilder builder = portion.builder();
        do {
            if (!in.name()) {
                return false;
            }
            int column = builder.findDimension(in.bytes(), in.textFrom(), in.textLength());
            if (column < 0
                    || builder.hasDimension(column)
                    || !learned(in, builder, EventShape.Place.DIMENSION, column)) {
                return false;
            }
        } while (in.take(','));
        return in.take('}');
    }

    private boolean metrics(JsonScan in, Portion portion) {
        if (!in.take('{')) {
            return false;
        }
        if (in.take('}')) {
            return true;
        }
        EventColumnsBuilder builder = portion.builder();
        do {
            if (!in.name()) {
                return false;
            }
            int column = builder.findMetric(in.bytes(), in.textFrom(), in.textLength());
            if (column < 0 || builder.hasMetric(column) || !learned(in, builder, EventShape.Place.METRIC, column)) {
                return false;
            }
        } while (in.take(','));
        return in.take('}');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
