package io.truenow.jdbc.wire;

import java.sql.Types;

/** Types of columns. The order is part of the form. */
public enum WireType {
    BOOLEAN(Types.BOOLEAN, Boolean.class),
    TINYINT(Types.TINYINT, Integer.class),
    SMALLINT(Types.SMALLINT, Integer.class),
    INTEGER(Types.INTEGER, Integer.class),
    BIGINT(Types.BIGINT, Long.class),
    /** As text. */
    DECIMAL(Types.DECIMAL, java.math.BigDecimal.class),
    REAL(Types.REAL, Float.class),
    DOUBLE(Types.DOUBLE, Double.class),
    /** Days since 1970. */
    DATE(Types.DATE, java.sql.Date.class),
    /** Milliseconds of the day. */
    TIME(Types.TIME, java.sql.Time.class),
    /** Milliseconds since 1970, UTC. */
    TIMESTAMP(Types.TIMESTAMP, java.sql.Timestamp.class),
    VARBINARY(Types.VARBINARY, byte[].class),
    CHAR(Types.CHAR, String.class),
    VARCHAR(Types.VARCHAR, String.class);

    private static final WireType[] ALL = values();

    private final int sqlType;
    private final Class<?> javaType;

    WireType(int sqlType, Class<?> javaType) {
        this.sqlType = sqlType;
        this.javaType = javaType;
    }

    /** Number of the type in {@link Types}. */
    public int sqlType() {
        return sqlType;
    }

    /** Class of the objects that the driver gives. */
    public Class<?> javaType() {
        return javaType;
    }

    /** Whether values are numbers. */
    public boolean isNumber() {
        return switch (this) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    /** Whether values are texts. */
    public boolean isText() {
        return this == CHAR || this == VARCHAR;
    }

    /** Byte of it. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the form
    public int code() {
        return ordinal();
    }

    /** The type of a byte. */
    public static WireType of(int code) {
        if (code < 0 || code >= ALL.length) {
            throw new WireException("A column has the unknown type [" + code + "].");
        }
        return ALL[code];
    }

    /** Goes over a value. */
    public void skip(WireReader in) {
        switch (this) {
            case BOOLEAN -> in.skip(1);
            case REAL -> in.skip(4);
            case DOUBLE -> in.skip(8);
            case DECIMAL, VARBINARY, CHAR, VARCHAR -> in.skipText();
            default -> in.number();
        }
    }
}
