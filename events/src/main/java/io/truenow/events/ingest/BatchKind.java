package io.truenow.events.ingest;

/** What a log record says. The code is stored and never changes. */
public enum BatchKind {
    /** Events were accepted. */
    INSERT(1),
    /** Reserved: events are taken back. */
    RETRACT(2),
    /** The table was dropped, with this shard of it; no rows. */
    TABLE_DROPPED(16),
    /** Reserved: the table was emptied; no rows. */
    TABLE_TRUNCATED(17);

    private final int code;

    BatchKind(int code) {
        this.code = code;
    }

    /** Code in the stored form. */
    public int code() {
        return code;
    }
}
