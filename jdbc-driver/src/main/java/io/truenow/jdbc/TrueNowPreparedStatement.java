package io.truenow.jdbc;

import io.truenow.jdbc.wire.Operation;
import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with parameters. Nothing is asked of the server before the first run or the first question about columns or parameters, so
 * that a wrong text is refused then; each run is one request.
 */
final class TrueNowPreparedStatement extends TrueNowStatement implements PreparedStatement {

    private static final int MAX_PARAMETERS = 32_767;

    private final String sql;
    private final List<@Nullable Object> values = new ArrayList<>();
    private final BitSet given = new BitSet();
    private @Nullable Run known;
    private @Nullable Description description;

    TrueNowPreparedStatement(TrueNowConnection connection, Session session, int id, String sql) {
        super(connection, session, id);
        this.sql = sql;
    }

    private record Description(ColumnsMetaData columns, ColumnsMetaData parameters) {}

    private Description description() throws SQLException {
        requireOpen();
        if (description == null) {
            WireReader answer = session()
                    .call(session()
                            .request(Operation.DESCRIBE)
                            .text(sql)
                            .text(connection().getSchema())
                            .text(connection().minPosition()));
            description = new Description(
                    new ColumnsMetaData(WireColumn.read(answer)), new ColumnsMetaData(WireColumn.read(answer)));
        }
        return description;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        if (given.cardinality() < values.size()) {
            throw Errors.of(Errors.BAD_VALUE, "The parameter [" + (given.nextClearBit(0) + 1) + "] has not been set.");
        }
        List<@Nullable Object> sent = new ArrayList<>(values);
        Run run = run(sql, sent, known);
        known = run;
        return show(run, sql, sent);
    }

    @Override
    public boolean execute() throws SQLException {
        executeQuery();
        return true;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return description().columns();
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return description().parameters().asParameters();
    }

    @Override
    public void clearParameters() throws SQLException {
        requireOpen();
        values.clear();
        given.clear();
    }

    private void set(int parameter, @Nullable Object value) throws SQLException {
        requireOpen();
        if (parameter < 1 || parameter > MAX_PARAMETERS) {
            throw Errors.of(Errors.BAD_VALUE, "There is no parameter [" + parameter + "].");
        }
        while (values.size() < parameter) {
            values.add(null);
        }
        values.set(parameter - 1, value);
        given.set(parameter - 1);
    }

    @Override
    public void setNull(int parameter, int type) throws SQLException {
        set(parameter, null);
    }

    @Override
    public void setNull(int parameter, int type, String typeName) throws SQLException {
        set(parameter, null);
    }

    @Override
    public void setBoolean(int parameter, boolean value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setByte(int parameter, byte value) throws SQLException {
        set(parameter, (long) value);
    }

    @Override
    public void setShort(int parameter, short value) throws SQLException {
        set(parameter, (long) value);
    }

    @Override
    public void setInt(int parameter, int value) throws SQLException {
        set(parameter, (long) value);
    }

    @Override
    public void setLong(int parameter, long value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setFloat(int parameter, float value) throws SQLException {
        set(parameter, (double) value);
    }

    @Override
    public void setDouble(int parameter, double value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setBigDecimal(int parameter, @Nullable BigDecimal value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setString(int parameter, @Nullable String value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setNString(int parameter, @Nullable String value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setBytes(int parameter, byte @Nullable [] value) throws SQLException {
        set(parameter, value == null ? null : value.clone());
    }

    @Override
    public void setDate(int parameter, @Nullable Date value) throws SQLException {
        setDate(parameter, value, null);
    }

    @Override
    public void setDate(int parameter, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        set(parameter, value == null ? null : date(value, TrueNowResultSet.zone(calendar)));
    }

    private static LocalDate date(Date value, @Nullable ZoneId zone) {
        return zone == null ? value.toLocalDate() : LocalDate.ofInstant(Instant.ofEpochMilli(value.getTime()), zone);
    }

    @Override
    public void setTime(int parameter, @Nullable Time value) throws SQLException {
        setTime(parameter, value, null);
    }

    @Override
    public void setTime(int parameter, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        ZoneId zone = TrueNowResultSet.zone(calendar);
        set(
                parameter,
                value == null
                        ? null
                        : LocalTime.ofInstant(
                                Instant.ofEpochMilli(value.getTime()), zone == null ? ZoneId.systemDefault() : zone));
    }

    @Override
    public void setTimestamp(int parameter, @Nullable Timestamp value) throws SQLException {
        setTimestamp(parameter, value, null);
    }

    @Override
    public void setTimestamp(int parameter, @Nullable Timestamp value, @Nullable Calendar calendar)
            throws SQLException {
        ZoneId zone = TrueNowResultSet.zone(calendar);
        set(
                parameter,
                value == null
                        ? null
                        : wallClock(
                                value.toInstant(), zone == null ? connection().zone() : zone));
    }

    /** The moment at which a clock of UTC shows what a clock of the zone shows at a moment: SQL's clocks are of UTC. */
    private static Instant wallClock(Instant moment, ZoneId zone) {
        return LocalDateTime.ofInstant(moment, zone).toInstant(ZoneOffset.UTC);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value) throws SQLException {
        if (value instanceof Timestamp timestamp) {
            setTimestamp(parameter, timestamp);
        } else if (value instanceof Date date) {
            setDate(parameter, date);
        } else if (value instanceof Time time) {
            setTime(parameter, time);
        } else if (value instanceof java.util.Date date) {
            setTimestamp(parameter, new Timestamp(date.getTime()));
        } else if (value instanceof Calendar calendar) {
            setTimestamp(parameter, new Timestamp(calendar.getTimeInMillis()));
        } else if (value instanceof byte[] bytes) {
            setBytes(parameter, bytes);
        } else {
            set(parameter, plain(value));
        }
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        } else if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        } else if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        } else if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof CharSequence
                || value instanceof Character
                || value instanceof java.util.UUID
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof Instant) {
            return value;
        }
        throw Errors.noSuchType(value.getClass().getName(), "a parameter");
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, int type) throws SQLException {
        setObject(parameter, value, type, 0);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, SQLType type) throws SQLException {
        setObject(parameter, value, type.getVendorTypeNumber(), 0);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, SQLType type, int scale) throws SQLException {
        setObject(parameter, value, type.getVendorTypeNumber(), scale);
    }

    /** The server brings a value into the form that its place needs; only texts need to know which. */
    @Override
    public void setObject(int parameter, @Nullable Object value, int type, int scale) throws SQLException {
        switch (type) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                setString(parameter, value == null ? null : value.toString());
            case Types.BLOB, Types.CLOB, Types.NCLOB, Types.ARRAY, Types.REF, Types.STRUCT, Types.SQLXML, Types.ROWID ->
                throw Errors.unsupported("parameters of type " + java.sql.JDBCType.valueOf(type));
            default -> setObject(parameter, value);
        }
    }

    private void setText(int parameter, @Nullable Reader reader, long length) throws SQLException {
        if (reader == null) {
            set(parameter, null);
            return;
        }
        StringWriter text = new StringWriter();
        try {
            char[] buffer = new char[4_096];
            long left = length < 0 ? Long.MAX_VALUE : length;
            while (left > 0) {
                int read = reader.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                text.write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException broken) {
            throw Errors.of(
                    Errors.BAD_VALUE, 0, "", "The value of parameter [" + parameter + "] cannot be read.", broken);
        }
        set(parameter, text.toString());
    }

    private static byte[] read(int parameter, InputStream in, long length) throws SQLException {
        try {
            return length < 0 ? in.readAllBytes() : in.readNBytes((int) Math.min(length, Integer.MAX_VALUE));
        } catch (IOException broken) {
            throw Errors.of(
                    Errors.BAD_VALUE, 0, "", "The value of parameter [" + parameter + "] cannot be read.", broken);
        }
    }

    @Override
    public void setAsciiStream(int parameter, @Nullable InputStream in, long length) throws SQLException {
        set(parameter, in == null ? null : new String(read(parameter, in, length), StandardCharsets.US_ASCII));
    }

    @Override
    public void setAsciiStream(int parameter, @Nullable InputStream in, int length) throws SQLException {
        setAsciiStream(parameter, in, (long) length);
    }

    @Override
    public void setAsciiStream(int parameter, @Nullable InputStream in) throws SQLException {
        setAsciiStream(parameter, in, -1L);
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int parameter, @Nullable InputStream in, int length) throws SQLException {
        set(parameter, in == null ? null : new String(read(parameter, in, length), StandardCharsets.UTF_8));
    }

    @Override
    public void setBinaryStream(int parameter, @Nullable InputStream in, long length) throws SQLException {
        set(parameter, in == null ? null : read(parameter, in, length));
    }

    @Override
    public void setBinaryStream(int parameter, @Nullable InputStream in, int length) throws SQLException {
        setBinaryStream(parameter, in, (long) length);
    }

    @Override
    public void setBinaryStream(int parameter, @Nullable InputStream in) throws SQLException {
        setBinaryStream(parameter, in, -1L);
    }

    @Override
    public void setCharacterStream(int parameter, @Nullable Reader reader, int length) throws SQLException {
        setText(parameter, reader, length);
    }

    @Override
    public void setCharacterStream(int parameter, @Nullable Reader reader, long length) throws SQLException {
        setText(parameter, reader, length);
    }

    @Override
    public void setCharacterStream(int parameter, @Nullable Reader reader) throws SQLException {
        setText(parameter, reader, -1);
    }

    @Override
    public void setNCharacterStream(int parameter, @Nullable Reader reader, long length) throws SQLException {
        setText(parameter, reader, length);
    }

    @Override
    public void setNCharacterStream(int parameter, @Nullable Reader reader) throws SQLException {
        setText(parameter, reader, -1);
    }

    @Override
    public void setClob(int parameter, @Nullable Reader reader, long length) throws SQLException {
        setText(parameter, reader, length);
    }

    @Override
    public void setClob(int parameter, @Nullable Reader reader) throws SQLException {
        setText(parameter, reader, -1);
    }

    @Override
    public void setNClob(int parameter, @Nullable Reader reader, long length) throws SQLException {
        setText(parameter, reader, length);
    }

    @Override
    public void setNClob(int parameter, @Nullable Reader reader) throws SQLException {
        setText(parameter, reader, -1);
    }

    @Override
    public void setBlob(int parameter, @Nullable InputStream in, long length) throws SQLException {
        setBinaryStream(parameter, in, length);
    }

    @Override
    public void setBlob(int parameter, @Nullable InputStream in) throws SQLException {
        setBinaryStream(parameter, in, -1L);
    }

    @Override
    public void setURL(int parameter, @Nullable URL value) throws SQLException {
        set(parameter, value == null ? null : value.toString());
    }

    @Override
    public void setRef(int parameter, @Nullable Ref value) throws SQLException {
        throw Errors.unsupported("setRef");
    }

    @Override
    public void setBlob(int parameter, @Nullable Blob value) throws SQLException {
        throw Errors.unsupported("setBlob");
    }

    @Override
    public void setClob(int parameter, @Nullable Clob value) throws SQLException {
        throw Errors.unsupported("setClob");
    }

    @Override
    public void setNClob(int parameter, @Nullable NClob value) throws SQLException {
        throw Errors.unsupported("setNClob");
    }

    @Override
    public void setArray(int parameter, @Nullable Array value) throws SQLException {
        throw Errors.unsupported("setArray");
    }

    @Override
    public void setRowId(int parameter, @Nullable RowId value) throws SQLException {
        throw Errors.unsupported("setRowId");
    }

    @Override
    public void setSQLXML(int parameter, @Nullable SQLXML value) throws SQLException {
        throw Errors.unsupported("setSQLXML");
    }

    @Override
    public int executeUpdate() throws SQLException {
        throw Errors.readOnly();
    }

    @Override
    public void addBatch() throws SQLException {
        throw Errors.readOnly();
    }

    private static SQLException textOfItsOwn() {
        return Errors.of(Errors.NOT_SUPPORTED, "A prepared statement has a text of its own.");
    }

    @Override
    public ResultSet executeQuery(String text) throws SQLException {
        throw textOfItsOwn();
    }

    @Override
    public boolean execute(String text) throws SQLException {
        throw textOfItsOwn();
    }
}
