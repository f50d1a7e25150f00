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
}
