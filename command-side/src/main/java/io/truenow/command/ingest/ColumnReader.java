package io.truenow.command.ingest;

import io.truenow.events.catalog.Names;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.SentAs;
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
    private final StructureReader structures = new StructureReader();
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
            case VALUE_TRUE -> builder.setDimension(column, TRUE, 0, TRUE.length, SentAs.BOOLEAN);
            case VALUE_FALSE -> builder.setDimension(column, FALSE, 0, FALSE.length, SentAs.BOOLEAN);
            case VALUE_STRING -> textDimension(in, builder, column, field, name, SentAs.TEXT);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (TextReader.isNumber(in)) {
                    textDimension(in, builder, column, field, name, SentAs.NUMBER);
                } else {
                    refuseNonFinite(field, name);
                }
            }
            default -> json(in, builder, column, field, name);
        }
    }

    /** An object or an array is kept as it is; whether the table has a column for it is decided when the table is known. */
    private void json(JsonParser in, EventColumnsBuilder builder, int column, String field, String name) {
        int length = structures.read(in);
        if (length < 0) {
            faults.refuse(
                    ErrorCode.INVALID_VALUE,
                    "The object or array of [" + Fault.token(name) + "] holds half of a surrogate pair.",
                    field + "/" + Fault.token(name),
                    "Send Unicode text.");
        } else if (length > limits.maxStringLength()) {
            faults.refuse(
                    ErrorCode.INVALID_VALUE,
                    "The object or array of [" + Fault.token(name) + "] has [" + length + "] bytes.",
                    field + "/" + Fault.token(name),
                    "It may have " + limits.maxStringLength() + " bytes as JSON without spaces.");
        } else {
            builder.setDimension(column, structures.bytes(), 0, length, SentAs.JSON);
        }
    }

    private void textDimension(
            JsonParser in, EventColumnsBuilder builder, int column, String field, String name, byte kind) {
        int length = texts.read(in, field, name);
        if (length >= 0) {
            builder.setDimension(column, texts.bytes(), 0, length, kind);
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
                if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER || in.getLongValue() == Long.MIN_VALUE) {
                    faults.refuse(
                            ErrorCode.INVALID_NUMBER,
                            "The metric [" + Fault.token(name) + "] is a whole number beyond 2^63.",
                            "metrics/" + Fault.token(name),
                            "No column holds it as it is: send it as a dimension, whose values are texts.");
                } else if (isExact(in.getLongValue())) {
                    columns.builder().setMetric(column, (double) in.getLongValue());
                } else {
                    columns.builder().setWhole(column, in.getLongValue());
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
