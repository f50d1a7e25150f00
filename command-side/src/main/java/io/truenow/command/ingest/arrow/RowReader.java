package io.truenow.command.ingest.arrow;

import io.truenow.command.ingest.ContentId;
import io.truenow.command.ingest.EventTimeRule;
import io.truenow.command.ingest.Fault;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.Utf8;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumnsBuilder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts rows of a record batch into columns, each whole or not at all. Not thread-safe. */
final class RowReader {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private final IngestSettings.Event limits;
    private final ArrowSchema schema;
    private final boolean bringsIds;
    private final ContentId ids = new ContentId();
    private final double[] numbers;
    private Values[] values = new Values[0];
    private @Nullable Fault fault;
    private long micros;
    private int nanosBelow;

    RowReader(IngestSettings.Event limits, ArrowSchema schema) {
        this.limits = limits;
        this.schema = schema;
        this.bringsIds = schema.columns().stream().anyMatch(c -> c.use() == ArrowColumn.Use.EVENT_ID);
        this.numbers = new double[schema.columns().size()];
    }

    /** The columns' values from now on, in the order of the schema. */
    void values(Values[] batch) {
        values = batch;
    }

    /**
     * Reads a row into the row that is begun.
     *
     * @return what is wrong with it, null if it counts; its path begins with the column's name
     */
    @Nullable
    Fault read(int row, EventTimeRule times, EventColumnsBuilder into) {
        fault = null;
        List<ArrowColumn> columns = schema.columns();
        boolean read = true;
        for (int i = 0; read && i < values.length; i++) {
            ArrowColumn column = columns.get(i);
            Values of = values[i];
            read = switch (column.use()) {
                case EVENT_ID -> eventId(column, of, row, into);
                case EVENT_TIME -> eventTime(column, of, row, times, into);
                case REVISION -> revision(column, of, row, into);
                case DIMENSION -> of.isNull(row) || dimension(column, of, row, into);
                case METRIC -> of.isNull(row) || metric(i, column, of, row, into);
                case NOTHING -> true;
            };
        }
        if (read && !bringsIds) {
            into.id(contentId(row), 0, ContentId.LENGTH);
        }
        return read ? null : fault;
    }

    private boolean eventId(ArrowColumn column, Values of, int row, EventColumnsBuilder into) {
        if (of.isNull(row)) {
            return refuse(
                    column,
                    ErrorCode.INVALID_EVENT,
                    "The row has no event_id.",
                    "Without the column all ids are made of the rows' content.");
        }
        if (!column.kind().isText()) {
            // The lowest 64 bits say all of any whole number.
            String text = column.kind() == ColumnKind.UINT64
                    ? Long.toUnsignedString(of.whole(row))
                    : Long.toString(of.whole(row));
            byte[] digits = text.getBytes(StandardCharsets.US_ASCII);
            into.id(digits, 0, digits.length);
            return true;
        }
        of.text(row);
        if (of.length() == 0 || of.length() > limits.maxIdBytes()) {
            return refuse(
                    column,
                    ErrorCode.INVALID_EVENT,
                    "The event_id has [" + of.length() + "] bytes.",
                    "An id has 1 to " + limits.maxIdBytes() + " bytes of UTF-8.");
        }
        if (!legalText(column, of)) {
            return false;
        }
        into.id(of.bytes(), of.from(), of.length());
        return true;
    }

    private boolean eventTime(ArrowColumn column, Values of, int row, EventTimeRule times, EventColumnsBuilder into) {
        if (of.isNull(row)) {
            return refuse(column, ErrorCode.INVALID_TIME, "The row has no event_time.", null);
        }
        long time = of.whole(row);
        micros = Instants.toMicros(column.kind(), time);
        nanosBelow = Instants.nanosBelowMicros(column.kind(), time);
        Fault wrong = column.kind() == ColumnKind.INT64 ? times.fault(micros) : times.faultOfInstant(micros);
        if (wrong != null) {
            fault = wrong;
            return false;
        }
        into.eventTimeMicros(micros);
        return true;
    }

    private boolean revision(ArrowColumn column, Values of, int row, EventColumnsBuilder into) {
        if (of.isNull(row)) {
            return true;
        }
        long revision = of.whole(row);
        if (revision != (int) revision || !of.fitsWhole(row)) {
            return refuse(column, ErrorCode.INVALID_VALUE, "The revision is not a whole number of 32 bits.", null);
        }
        into.revision((int) revision);
        return true;
    }

    private boolean dimension(ArrowColumn column, Values of, int row, EventColumnsBuilder into) {
        if (!toText(column, of, row)) {
            return false;
        }
        int number = into.dimension(column.utf8(), 0, column.utf8().length);
        into.setDimension(number, of.bytes(), of.from(), of.length());
        return true;
    }

    /** Points the values at the text of a dimension. */
    private boolean toText(ArrowColumn column, Values of, int row) {
        if (column.kind().isText()) {
            of.text(row);
            return legalText(column, of);
        }
        byte[] text;
        if (column.kind() == ColumnKind.BOOL) {
            text = of.bool(row) ? TRUE : FALSE;
        } else {
            try {
                text = Instants.iso(column.kind(), of.whole(row), column.scale() == 1)
                        .getBytes(StandardCharsets.US_ASCII);
            } catch (DateTimeException | ArithmeticException e) {
                return refuse(column, ErrorCode.INVALID_VALUE, "The date or time is beyond the calendar.", null);
            }
        }
        of.at(text, 0, text.length);
        return true;
    }

    private boolean legalText(ArrowColumn column, Values of) {
        if (of.length() > limits.maxStringLength()) {
            return refuse(
                    column,
                    ErrorCode.TOO_LARGE,
                    "The text has more than [" + limits.maxStringLength() + "] bytes.",
                    null);
        }
        int end = of.from() + of.length();
        if (Utf8.firstInvalid(of.bytes(), of.from(), end) >= 0) {
            return refuse(column, ErrorCode.INVALID_ENCODING, "The text is not UTF-8.", null);
        }
        for (int i = of.from(); i < end; i++) {
            if (of.bytes()[i] == 0) {
                return refuse(column, ErrorCode.INVALID_VALUE, "The text holds the character U+0000.", null);
            }
        }
        return true;
    }

    private boolean metric(int index, ArrowColumn column, Values of, int row, EventColumnsBuilder into) {
        double value = Numbers.value(column, of, row);
        if (!Double.isFinite(value)) {
            return refuse(
                    column,
                    ErrorCode.INVALID_NUMBER,
                    column.kind().isWhole() || column.kind().isDecimal()
                            ? "The number has no exact place in a double."
                            : "The value is not a finite number of 64 bits.",
                    "Metrics are doubles: whole numbers up to 2^53, decimals up to 15 digits.");
        }
        numbers[index] = value;
        into.setMetric(into.metric(column.utf8(), 0, column.utf8().length), value);
        return true;
    }

    /** The id of the row by all that it says; columns in the order of their names, nulls left out. */
    private byte[] contentId(int row) {
        ids.begin();
        for (int i : schema.byName()) {
            ArrowColumn column = schema.columns().get(i);
            boolean isValue = column.use() == ArrowColumn.Use.DIMENSION || column.use() == ArrowColumn.Use.METRIC;
            if (!isValue || values[i].isNull(row)) {
                continue;
            }
            ids.text(column.utf8(), 0, column.utf8().length);
            if (column.use() == ArrowColumn.Use.METRIC) {
                ids.mark('n');
                ids.number(Double.doubleToRawLongBits(numbers[i]));
            } else {
                toText(column, values[i], row);
                ids.mark('s');
                ids.text(values[i].bytes(), values[i].from(), values[i].length());
            }
        }
        ids.mark('t');
        ids.number(micros);
        ids.number(nanosBelow);
        return ids.end();
    }

    private boolean refuse(ArrowColumn column, ErrorCode code, String message, @Nullable String hint) {
        fault = new Fault(code, message, Fault.token(column.name()), hint);
        return false;
    }
}
