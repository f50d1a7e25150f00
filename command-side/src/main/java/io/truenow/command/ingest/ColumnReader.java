package io.truenow.command.ingest;

import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumnsBuilder;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the dimensions and metrics of an event into the row that is begun. Values of dimensions become text, values of metrics
 * finite doubles; the first bad value refuses the event. No object per value. Not thread-safe.
 */
final class ColumnReader {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final long MAX_EXACT = 1L << 53;

    private final IngestSettings.Event limits;
    private final FaultSlot faults;
    private final TextReader texts;
    private long objects;

    ColumnReader(IngestSettings.Event limits, FaultSlot faults, TextReader texts) {
        this.limits = limits;
        this.faults = faults;
        this.texts = texts;
    }

    /** Reads an object of dimensions, whose start is the parser's token. */
    void dimensions(JsonParser in, Portion columns, String field) {
        long object = ++objects;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken token = in.nextToken();
            if (faults.isFree()) {
                dimension(in, token, columns, field, name, object);
            } else {
                in.skipChildren();
            }
        }
    }

    /** Reads an object of metrics, whose start is the parser's token. */
    void metrics(JsonParser in, Portion columns) {
        long object = ++objects;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken token = in.nextToken();
            if (faults.isFree()) {
                metric(in, token, columns, name, object);
            } else {
                in.skipChildren();
            }
        }
    }

    private void dimension(JsonParser in, JsonToken token, Portion columns, String field, String name, long object) {
        int entry = column(columns, columns.dimensions(), field, name, object);
        if (entry < 0) {
            in.skipChildren();
            return;
        }
        EventColumnsBuilder builder = columns.builder();
        int column = columns.dimensions().number(entry);
        if (field.length() == 4 && builder.hasDimension(column)) {
            // The alias "dims" loses against "dimensions".
            in.skipChildren();
            return;
        }
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_TRUE -> builder.setDimension(column, TRUE, 0, TRUE.length);
            case VALUE_FALSE -> builder.setDimension(column, FALSE, 0, FALSE.length);
            case VALUE_STRING -> textDimension(in, builder, column, field, name);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (TextReader.isNumber(in)) {
                    textDimension(in, builder, column, field, name);
                } else {
                    refuseNonFinite(field, name);
                }
            }
            default -> {
                faults.refuse(
                        ErrorCode.INVALID_VALUE,
                        "The dimension [" + Fault.token(name) + "] is an object or an array.",
                        field + "/" + Fault.token(name),
                        "Send a text, a number, a boolean or null.");
                in.skipChildren();
            }
        }
    }

    private void textDimension(JsonParser in, EventColumnsBuilder builder, int column, String field, String name) {
        int length = texts.read(in, field, name);
        if (length >= 0) {
            builder.setDimension(column, texts.bytes(), 0, length);
        }
    }

    private void metric(JsonParser in, JsonToken token, Portion columns, String name, long object) {
        int entry = column(columns, columns.metrics(), "metrics", name, object);
        if (entry < 0) {
            in.skipChildren();
            return;
        }
        int column = columns.metrics().number(entry);
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT -> {
                if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER || !isExact(in.getLongValue())) {
                    faults.refuse(
                            ErrorCode.INVALID_NUMBER,
                            "The metric [" + Fault.token(name) + "] is a whole number beyond 2^53.",
                            "metrics/" + Fault.token(name),
                            "Metrics are doubles, which hold whole numbers up to 2^53.");
                } else {
                    columns.builder().setMetric(column, (double) in.getLongValue());
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                double value = in.getDoubleValue();
                if (Double.isFinite(value)) {
                    // Adding 0.0 turns -0.0 into 0.0, so that equal numbers have equal bits.
                    columns.builder().setMetric(column, value + 0.0);
                } else {
                    refuseNonFinite("metrics", name);
                }
            }
            default -> {
                faults.refuse(
                        ErrorCode.INVALID_NUMBER,
                        "The metric [" + Fault.token(name) + "] is not a number.",
                        "metrics/" + Fault.token(name),
                        "Send a finite number or null.");
                in.skipChildren();
            }
        }
    }

    private static boolean isExact(long value) {
        return value >= -MAX_EXACT && value <= MAX_EXACT;
    }

    private void refuseNonFinite(String field, String name) {
        faults.refuse(
                ErrorCode.INVALID_NUMBER,
                "The value of [" + Fault.token(name) + "] is not a finite number of 64 bits.",
                field + "/" + Fault.token(name),
                "Send a finite number or null.");
    }

    /** Entry of a column in its cache, made if new; -1, with a fault, if it may not be. */
    private int column(Portion columns, ColumnCache cache, String field, String name, long object) {
        int entry = cache.find(name);
        if (entry < 0) {
            entry = newColumn(columns, cache, field, name);
        }
        if (entry >= 0 && !cache.stamp(entry, object)) {
            faults.refuse(
                    ErrorCode.INVALID_EVENT,
                    "The name [" + Fault.token(name) + "] stands twice in " + field + ".",
                    field + "/" + Fault.token(name),
                    null);
            return -1;
        }
        return entry;
    }

    private int newColumn(Portion columns, ColumnCache cache, String field, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (!Names.isLegalColumn(name) || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            faults.refuse(
                    ErrorCode.INVALID_NAME,
                    "A name in " + field + " is not legal.",
                    field + "/" + Fault.token(name),
                    "A name has 1 to 128 bytes of UTF-8 without control characters.");
            return -1;
        }
        EventColumnsBuilder builder = columns.builder();
        if (builder.columns() >= limits.maxColumns()) {
            faults.refuse(
                    ErrorCode.COLUMN_LIMIT,
                    "The request has more than [" + limits.maxColumns() + "] columns.",
                    field + "/" + Fault.token(name),
                    null);
            return -1;
        }
        int number = cache == columns.dimensions()
                ? builder.dimension(utf8, 0, utf8.length)
                : builder.metric(utf8, 0, utf8.length);
        return cache.add(name, number);
    }
}
