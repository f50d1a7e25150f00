package io.truenow.jdbc;

import io.truenow.jdbc.wire.WireColumn;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of an answer, forward only. Frames after the first are fetched as they are needed. Not thread-safe. */
final class TrueNowResultSet extends ForwardResultSet {

    private final RowSource source;
    private final List<WireColumn> columns;
    private final Values values;
    private Frame frame;
    private long row;
    private boolean onRow;
    private boolean ended;
    private boolean closed;
    private boolean wasNull;
    private int fetchSize;
    private @Nullable Map<String, Integer> places;
    private @Nullable SQLWarning warning;
    private long warnedMicros = Long.MIN_VALUE;

    TrueNowResultSet(RowSource source, List<WireColumn> columns, Frame first, ZoneId zone, int fetchSize) {
        this.source = source;
        this.columns = columns;
        this.values = new Values(columns, zone);
        this.frame = first;
        this.fetchSize = fetchSize;
        warn();
    }

    private void warn() {
        long micros = frame.incompleteBeforeMicros();
        if (micros > warnedMicros) {
            warnedMicros = micros;
            SQLWarning more = new SQLWarning(
                    "The answer is not complete: events before [" + Values.instant(micros)
                            + "] are no longer held in memory.",
                    "01000");
            if (warning == null) {
                warning = more;
            } else {
                warning.setNextWarning(more);
            }
        }
    }

    @Override
    public boolean next() throws SQLException {
        requireOpen();
        while (!ended) {
            if (frame.next()) {
                row++;
                onRow = true;
                return true;
            }
            if (frame.done()) {
                ended = true;
                source.ended();
            } else {
                frame = source.fetch(row, fetchSize);
                warn();
            }
        }
        onRow = false;
        return false;
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw Errors.of(Errors.INVALID_STATE, "The result set is closed.");
        }
    }

    /** Place of a column from 0; notes whether its value is null. */
    private int at(int column) throws SQLException {
        requireOpen();
        if (!onRow) {
            throw Errors.of(Errors.INVALID_STATE, "The result set is on no row; call next().");
        }
        if (column < 1 || column > columns.size()) {
            throw Errors.of(
                    Errors.NO_SUCH_COLUMN,
                    "There is no column [" + column + "]; the columns are 1 to " + columns.size() + ".");
        }
        wasNull = frame.isNull(column - 1);
        return column - 1;
    }

    @Override
    public int findColumn(String label) throws SQLException {
        requireOpen();
        if (places == null) {
            Map<String, Integer> found = new HashMap<>();
            for (int i = columns.size(); i >= 1; i--) {
                found.put(columns.get(i - 1).name().toLowerCase(Locale.ROOT), i);
            }
            // An exact name goes before one that differs in case.
            for (int i = columns.size(); i >= 1; i--) {
                found.put(columns.get(i - 1).name(), i);
            }
            places = found;
        }
        Integer place = places.get(label);
        if (place == null) {
            place = places.get(label.toLowerCase(Locale.ROOT));
        }
        if (place == null) {
            throw Errors.of(Errors.NO_SUCH_COLUMN, "The answer has no column [" + label + "].");
        }
        return place;
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.text(frame, at);
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        int at = at(column);
        return !wasNull && values.truth(frame, at);
    }

    @Override
    public byte getByte(int column) throws SQLException {
        int at = at(column);
        return wasNull ? 0 : (byte) values.number(frame, at, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
    }

    @Override
    public short getShort(int column) throws SQLException {
        int at = at(column);
        return wasNull ? 0 : (short) values.number(frame, at, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
    }

    @Override
    public int getInt(int column) throws SQLException {
        int at = at(column);
        return wasNull ? 0 : (int) values.number(frame, at, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
    }

    @Override
    public long getLong(int column) throws SQLException {
        int at = at(column);
        return wasNull ? 0 : values.number(frame, at, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
    }

    @Override
    public float getFloat(int column) throws SQLException {
        int at = at(column);
        return wasNull ? 0 : (float) values.real(frame, at);
    }

    @Override
    public double getDouble(int column) throws SQLException {
        int at = at(column);
        return wasNull ? 0 : values.real(frame, at);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.decimal(frame, at);
    }

    @Override
    @Deprecated
    public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
        BigDecimal value = getBigDecimal(column);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte @Nullable [] getBytes(int column) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.bytes(frame, at);
    }

    @Override
    public @Nullable Date getDate(int column) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.date(frame, at, null);
    }

    @Override
    public @Nullable Time getTime(int column) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.clockTime(frame, at, null);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.timestamp(frame, at, null);
    }

    @Override
    public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.date(frame, at, zone(calendar));
    }

    @Override
    public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.clockTime(frame, at, zone(calendar));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.timestamp(frame, at, zone(calendar));
    }

    static @Nullable ZoneId zone(@Nullable Calendar calendar) {
        return calendar == null ? null : calendar.getTimeZone().toZoneId();
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        int at = at(column);
        return wasNull ? null : values.object(frame, at);
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        int at = at(column);
        return wasNull ? null : type.cast(values.object(frame, at, type));
    }

    @Override
    public @Nullable String getNString(int column) throws SQLException {
        return getString(column);
    }

    @Override
    public @Nullable InputStream getAsciiStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable InputStream getBinaryStream(int column) throws SQLException {
        byte[] bytes = getBytes(column);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable Reader getCharacterStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable Reader getNCharacterStream(int column) throws SQLException {
        return getCharacterStream(column);
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        return new ColumnsMetaData(columns);
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return warning;
    }

    @Override
    public void clearWarnings() {
        warning = null;
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        requireOpen();
        return row == 0 && !ended && (frame.hasMore() || !frame.done());
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        requireOpen();
        return ended && row > 0;
    }

    @Override
    public boolean isFirst() throws SQLException {
        requireOpen();
        return onRow && row == 1;
    }

    /** Whether the current row is the last; may fetch the next frame to know. */
    @Override
    public boolean isLast() throws SQLException {
        requireOpen();
        if (onRow && !frame.hasMore() && !frame.done()) {
            throw Errors.unsupported("isLast at the end of a frame");
        }
        return onRow && !frame.hasMore();
    }

    @Override
    public int getRow() throws SQLException {
        requireOpen();
        return onRow ? (int) Math.min(row, Integer.MAX_VALUE) : 0;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        if (direction != FETCH_FORWARD) {
            throw Errors.unsupported("scrolling");
        }
    }

    @Override
    public int getFetchDirection() {
        return FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
        if (rows < 0) {
            throw Errors.of(Errors.BAD_VALUE, "A fetch size is not negative.");
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() {
        return fetchSize;
    }

    @Override
    public int getType() {
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() {
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        requireOpen();
        return source.statement();
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            onRow = false;
            if (!ended && !frame.done()) {
                source.abandoned();
            }
            source.closed();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Errors.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
