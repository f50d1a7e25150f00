package io.truenow.truth.simulation;

/** Everything that goes wrong by seed. */
public enum Fault {
    /** A process dies at any call to the outside; log and disk keep what they have. */
    PROCESS_CRASH,
    /** All processes die and the log loses what it had not synced. */
    MACHINE_CRASH,
    /** A record that the log had in memory only is gone; follows from a crash of the machine. */
    LOG_TAIL_LOST,
    /** A process ends in order and comes again. */
    ORDERLY_RESTART,
    /** A thread stands still for seconds. */
    STALL,
    /** The log refuses a record for certain. */
    LOG_REFUSED,
    /** The log does not know what became of a record, which is lost. */
    LOG_UNKNOWN_ABSENT,
    /** The log's acknowledgement is lost after the sync. */
    LOG_UNKNOWN_PRESENT,
    /** The log does not know what became of a record, which comes into the log later. */
    LOG_UNKNOWN_LATE,
    /** The log breaks off with an exception, after it has taken the records. */
    LOG_THROWS,
    /** A record is written twice, as by a retry of a producer. */
    LOG_DOUBLE_WRITE,
    /** A partition is slow, so that records of one request come in another order. */
    LOG_SLOW_PARTITION,
    /** The log's clock steps back. */
    LOG_CLOCK_BACK,
    /** Records are delivered again. */
    REDELIVERY,
    /** A partition moves to another owner under load. */
    PARTITION_MOVED,
    /** A crash leaves a file half written, or with garbage. */
    DISK_TORN_WRITE,
    /** A write fails, no space. */
    DISK_FULL,
    /** A bit of a stored file flips. */
    DISK_BIT_FLIPPED,
    /** A file cannot be read, now. */
    DISK_READ_FAILED,
    /** A folder cannot be listed, or a file not be deleted, now. */
    DISK_FOLDER_FAILED,
    /** Admission refuses: no space, too far behind. */
    ADMISSION_REFUSED,
    /** The catalogue of tables does not answer. */
    CATALOG_AWAY,
    /** A client sends an event that must be refused. */
    BAD_EVENT,
    /** A client sends an id again with equal content. */
    REPEATED_ID,
    /** A client sends an id again with other content. */
    CONFLICTING_ID,
    /** A client gives up a request whose outcome it does not know. */
    CLIENT_GIVES_UP
}
