package io.truenow.events.catalog;

/** Type of a column's values. The code is stored in event batches and never changes. */
public enum ColumnType {
    STRING(1),
    DOUBLE(2),
    LONG(3),
    BOOLEAN(4),
    TIMESTAMP(5),
    JSON(6);

    private final int code;

    ColumnType(int code) {
        this.code = code;
    }

    /** Code in the stored form. */
    public int code() {
        return code;
    }

    /** What columns of the type are for. */
    public ColumnRole role() {
        return switch (this) {
            case STRING, BOOLEAN, JSON -> ColumnRole.DIMENSION;
            case DOUBLE, LONG, TIMESTAMP -> ColumnRole.METRIC;
        };
    }

    /**
     * The narrowest type that holds the values of both: a timestamp is a whole number, a whole number a double; a boolean and JSON are
     * text.
     *
     * @throws IllegalArgumentException if one is of a dimension and the other of a metric
     */
    public static ColumnType widest(ColumnType a, ColumnType b) {
        if (a == b) {
            return a;
        }
        if (a.role() != b.role()) {
            throw new IllegalArgumentException("No type holds both [" + a + "] and [" + b + "].");
        }
        if (a.role() == ColumnRole.DIMENSION) {
            return STRING;
        }
        return a == DOUBLE || b == DOUBLE ? DOUBLE : LONG;
    }
}
