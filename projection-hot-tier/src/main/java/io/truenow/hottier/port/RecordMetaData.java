package io.truenow.hottier.port;

/** Keys of the meta data that the message source puts on each event message. */
public final class RecordMetaData {

    /** Partition of the record, an {@code Integer}. */
    public static final String PARTITION = "truenow.partition";

    /** Offset of the record, a {@code Long}. */
    public static final String OFFSET = "truenow.offset";

    /** Time at which the log appended the record, in microseconds since 1970, a {@code Long}. */
    public static final String APPEND_TIME_MICROS = "truenow.appendTimeMicros";

    private RecordMetaData() {}
}
