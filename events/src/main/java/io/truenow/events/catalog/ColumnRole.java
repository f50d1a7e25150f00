package io.truenow.events.catalog;

/** What a column is for. The code is stored in event batches and never changes. */
public enum ColumnRole {
    /** To filter and to group by. */
    DIMENSION(1),
    /** A number to aggregate. */
    METRIC(2);

    private final int code;

    ColumnRole(int code) {
        this.code = code;
    }

    /** Code in the stored form. */
    public int code() {
        return code;
    }
}
