package io.truenow.jdbc;

import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of a frame's current row as what a caller wants. SQL's times are wall clocks of UTC; a {@link Timestamp} is the moment at which a
 * clock of the connection's time zone shows the same. Not thread-safe.
 */
final class Values {

    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
            .toFormatter(java.util.Locale.ROOT);

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final List<WireColumn> columns;
    private final ZoneId zone;

    Values(List<WireColumn> columns, ZoneId zone) {
        this.columns = columns;
        this.zone = zone;
    }

    /** A time of microseconds as text. */
    static String instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L)
                .toString();
    }

    private WireType type(int column) {
        return columns.get(column).type();
    }

    private SQLException not(int column, String wanted) {
        return Errors.noSuchType(type(column).name(), wanted);
    }

    boolean truth(Frame frame, int column) throws SQLException {
        WireType type = type(column);
        if (type == WireType.BOOLEAN) {
            return frame.truth(column);
        }
        if (type.isNumber()) {
            return decimal(frame, column).signum() != 0;
        }
        String text = type.isText() ? frame.text(column).strip() : "";
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return true;
        }
        if (text.equalsIgnoreCase("false") || text.equals("0")) {
            return false;
        }
        throw not(column, "BOOLEAN");
    }

    /** A whole number; digits after the point are cut. */
    long number(Frame frame, int column, long least, long most, String wanted) throws SQLException {
        long value =
                switch (type(column)) {
                    case TINYINT, SMALLINT, INTEGER, BIGINT -> frame.number(column);
                    case BOOLEAN -> frame.truth(column) ? 1 : 0;
                    case TIMESTAMP -> {
                        if (most != Long.MAX_VALUE) {
                            throw not(column, wanted);
                        }
                        yield frame.number(column);
                    }
                    default -> whole(decimal(frame, column), wanted);
                };
        if (value < least || value > most) {
            throw outOfRange(String.valueOf(value), wanted);
        }
        return value;
    }

    private static long whole(BigDecimal value, String wanted) throws SQLException {
        BigDecimal cut = value.setScale(0, RoundingMode.DOWN);
        if (cut.compareTo(LEAST) < 0 || cut.compareTo(MOST) > 0) {
            throw outOfRange(value.toString(), wanted);
        }
        return cut.longValue();
    }

    private static SQLException outOfRange(String value, String wanted) {
        return Errors.of(Errors.OUT_OF_RANGE, "The value [" + value + "] does not fit [" + wanted + "].");
    }

    double real(Frame frame, int column) throws SQLException {
        return switch (type(column)) {
            case DOUBLE -> frame.real(column);
            case REAL -> frame.shortReal(column);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> frame.number(column);
            case BOOLEAN -> frame.truth(column) ? 1 : 0;
            case CHAR, VARCHAR, DECIMAL -> parsedReal(frame.text(column));
            default -> throw not(column, "DOUBLE");
        };
    }

    private static double parsedReal(String text) throws SQLException {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException noNumber) {
            throw Errors.of(Errors.NOT_OF_THAT_TYPE, "The value [" + text + "] is no number.");
        }
    }

    BigDecimal decimal(Frame frame, int column) throws SQLException {
        switch (type(column)) {
            case TINYINT, SMALLINT, INTEGER, BIGINT:
                return BigDecimal.valueOf(frame.number(column));
            case BOOLEAN:
                return frame.truth(column) ? BigDecimal.ONE : BigDecimal.ZERO;
            case DOUBLE, REAL:
                double value = real(frame, column);
                if (Double.isNaN(value) || Double.isInfinite(value)) {
                    throw outOfRange(String.valueOf(value), "DECIMAL");
                }
                return new BigDecimal(
                        type(column) == WireType.REAL ? Float.toString((float) value) : Double.toString(value));
            case DECIMAL, CHAR, VARCHAR:
                String text = frame.text(column);
                try {
                    return new BigDecimal(text.strip());
                } catch (NumberFormatException noNumber) {
                    throw Errors.of(Errors.NOT_OF_THAT_TYPE, "The value [" + text + "] is no number.");
                }
            default:
                throw not(column, "DECIMAL");
        }
    }

    String text(Frame frame, int column) {
        return switch (type(column)) {
            case BOOLEAN -> String.valueOf(frame.truth(column));
            case TINYINT, SMALLINT, INTEGER, BIGINT -> String.valueOf(frame.number(column));
            case REAL -> String.valueOf(frame.shortReal(column));
            case DOUBLE -> String.valueOf(frame.real(column));
            case DATE -> LocalDate.ofEpochDay(frame.number(column)).toString();
            case TIME -> CLOCK.format(clock(frame, column));
            case TIMESTAMP -> {
                LocalDateTime time = wallClock(frame.number(column));
                yield time.toLocalDate() + " " + CLOCK.format(time);
            }
            case VARBINARY -> java.util.HexFormat.of().formatHex(frame.blob(column));
            case DECIMAL, CHAR, VARCHAR -> frame.text(column);
        };
    }

    byte[] bytes(Frame frame, int column) {
        return type(column) == WireType.VARBINARY
                ? frame.blob(column)
                : text(frame, column).getBytes(StandardCharsets.UTF_8);
    }

    private static LocalTime clock(Frame frame, int column) {
        return LocalTime.ofNanoOfDay(Math.floorMod(frame.number(column), 86_400_000L) * 1_000_000L);
    }

    private static LocalDateTime wallClock(long millis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1_000L), (int) Math.floorMod(millis, 1_000L) * 1_000_000, ZoneOffset.UTC);
    }

    LocalDateTime dateTime(Frame frame, int column) throws SQLException {
        return switch (type(column)) {
            case TIMESTAMP -> wallClock(frame.number(column));
            case DATE -> LocalDate.ofEpochDay(frame.number(column)).atStartOfDay();
            case CHAR, VARCHAR -> parsed(frame.text(column));
            default -> throw not(column, "TIMESTAMP");
        };
    }

    private static LocalDateTime parsed(String text) throws SQLException {
        String iso = text.strip().replace(' ', 'T');
        try {
            return iso.length() <= 10
                    ? LocalDate.parse(iso).atStartOfDay()
                    : iso.endsWith("Z")
                            ? LocalDateTime.ofInstant(Instant.parse(iso), ZoneOffset.UTC)
                            : LocalDateTime.parse(iso);
        } catch (DateTimeException noTime) {
            throw Errors.of(Errors.NOT_OF_THAT_TYPE, "The value [" + text + "] is no time.");
        }
    }

    private LocalTime time(Frame frame, int column) throws SQLException {
        return type(column) == WireType.TIME
                ? clock(frame, column)
                : dateTime(frame, column).toLocalTime();
    }

    Timestamp timestamp(Frame frame, int column, @Nullable ZoneId of) throws SQLException {
        Instant moment = dateTime(frame, column).atZone(of == null ? zone : of).toInstant();
        return Timestamp.from(moment);
    }

    /** As java.sql.Date wants it: midnight of the zone. */
    Date date(Frame frame, int column, @Nullable ZoneId of) throws SQLException {
        LocalDate date = dateTime(frame, column).toLocalDate();
        return of == null
                ? Date.valueOf(date)
                : new Date(date.atStartOfDay(of).toInstant().toEpochMilli());
    }

    Time clockTime(Frame frame, int column, @Nullable ZoneId of) throws SQLException {
        LocalTime time = time(frame, column);
        ZoneId wanted = of == null ? ZoneId.systemDefault() : of;
        return new Time(time.atDate(LocalDate.EPOCH).atZone(wanted).toInstant().toEpochMilli());
    }

    /** The object that JDBC gives for the column's type. */
    Object object(Frame frame, int column) throws SQLException {
        return switch (type(column)) {
            case BOOLEAN -> frame.truth(column);
            case TINYINT, SMALLINT, INTEGER -> (int) frame.number(column);
            case BIGINT -> frame.number(column);
            case DECIMAL -> decimal(frame, column);
            case REAL -> frame.shortReal(column);
            case DOUBLE -> frame.real(column);
            case DATE -> date(frame, column, null);
            case TIME -> clockTime(frame, column, null);
            case TIMESTAMP -> timestamp(frame, column, null);
            case VARBINARY -> frame.blob(column);
            case CHAR, VARCHAR -> frame.text(column);
        };
    }

    /** The value as an object of a class. */
    Object object(Frame frame, int column, Class<?> wanted) throws SQLException {
        String name = wanted.getName();
        return switch (name) {
            case "java.lang.Object" -> object(frame, column);
            case "java.lang.String", "java.lang.CharSequence" -> text(frame, column);
            case "java.lang.Boolean" -> truth(frame, column);
            case "java.lang.Byte" -> (byte) number(frame, column, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
            case "java.lang.Short" -> (short) number(frame, column, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
            case "java.lang.Integer" -> (int) number(frame, column, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
            case "java.lang.Long" -> number(frame, column, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
            case "java.lang.Float" -> (float) real(frame, column);
            case "java.lang.Double" -> real(frame, column);
            case "java.math.BigDecimal", "java.lang.Number" -> decimal(frame, column);
            case "java.math.BigInteger" -> integer(decimal(frame, column));
            case "[B" -> bytes(frame, column);
            case "java.util.UUID" -> uuid(text(frame, column));
            default -> moment(frame, column, name);
        };
    }

    private static BigInteger integer(BigDecimal value) {
        return value.setScale(0, RoundingMode.DOWN).toBigInteger();
    }

    private static UUID uuid(String text) throws SQLException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException other) {
            throw Errors.of(Errors.NOT_OF_THAT_TYPE, "The value [" + text + "] is no UUID.");
        }
    }

    private Object moment(Frame frame, int column, String name) throws SQLException {
        return switch (name) {
            case "java.sql.Timestamp" -> timestamp(frame, column, null);
            case "java.sql.Date" -> date(frame, column, null);
            case "java.sql.Time" -> clockTime(frame, column, null);
            case "java.util.Date" ->
                new java.util.Date(timestamp(frame, column, null).getTime());
            case "java.time.LocalDateTime" -> dateTime(frame, column);
            case "java.time.LocalDate" -> dateTime(frame, column).toLocalDate();
            case "java.time.LocalTime" -> time(frame, column);
            case "java.time.Instant" -> dateTime(frame, column).toInstant(ZoneOffset.UTC);
            case "java.time.OffsetDateTime" -> OffsetDateTime.of(dateTime(frame, column), ZoneOffset.UTC);
            case "java.time.ZonedDateTime" -> ZonedDateTime.of(dateTime(frame, column), ZoneOffset.UTC);
            default -> throw not(column, name);
        };
    }
}
