package io.truenow.sql.port;

import io.truenow.hottier.read.CheckpointFigures;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows of itself beyond its tables, for the system tables. Thread-safe; answers from memory. What is server-wide is shown
 * by its reader only to principals that may see the whole server.
 */
public interface ServerFigures {

    /** Offset of a log whose end is not known. */
    long UNKNOWN = -1;

    /** Nothing is known. */
    ServerFigures NONE = new ServerFigures() {};

    /** Offset behind the last record of a partition of the log that is known; {@link #UNKNOWN} if none is. */
    default long logEnd(int partition) {
        return UNKNOWN;
    }

    /** Good checkpoints of the hot tier, by partition and number. */
    default List<CheckpointFigures> checkpoints() {
        return List.of();
    }

    /** What reads the log and the facts of the control plane, by name and part. */
    default List<Processor> processors() {
        return List.of();
    }

    /** Settings in the order of their reference. */
    default List<Setting> settings() {
        return List.of();
    }

    /** Values of all meters now, one for each series. */
    default List<Meter> meters() {
        return List.of();
    }

    /** Events of a table that were not stored and are known one by one, a bounded number. */
    default List<DeadLetter> deadLetters(UUID tableId) {
        return List.of();
    }

    /** The newest facts of the control plane, a bounded number, oldest first. */
    default List<DomainEvent> domainEvents() {
        return List.of();
    }

    /**
     * A share of what reads events.
     *
     * @param name of its processing group
     * @param source what it reads: {@code log} or {@code control-plane}
     * @param part partition of the log, or number of the processor's segment
     * @param position next record, or last fact; null if not known
     * @param lag what there is beyond that, in records or facts; null if not known
     * @param status {@code running}, {@code catching-up}, {@code stopped} or {@code not-owned}
     * @param reason why it stopped; null if it has not
     */
    record Processor(
            String name,
            String source,
            long part,
            @Nullable Long position,
            @Nullable Long lag,
            String status,
            @Nullable String reason) {}

    /**
     * A setting as it is.
     *
     * @param name environment variable
     * @param key in the configuration file; null if no file may set it
     * @param value as text, stars for a secret; null if it is unset
     * @param source {@code flag}, {@code environment}, {@code file} or {@code default}
     * @param place where exactly; null for a default
     * @param sentence what it is
     */
    record Setting(
            String name,
            @Nullable String key,
            @Nullable String value,
            String source,
            @Nullable String place,
            boolean secret,
            String sentence) {}

    /**
     * A series of a meter. A histogram has two, of its count and its sum.
     *
     * @param name as the scrape has it
     * @param tags {@code name=value} with commas between, by name
     * @param kind {@code counter}, {@code gauge}, {@code histogram}, {@code summary} or {@code info}
     */
    record Meter(String name, String tags, String kind, double value, String help) {}

    /**
     * An event that was not stored.
     *
     * @param offset of its record in the shard's partition
     * @param index in the record
     */
    record DeadLetter(int shard, long offset, int index, String eventId, String reason) {}

    /**
     * A fact of the control plane.
     *
     * @param position in the event store
     * @param type simple name of its class
     * @param aggregate id of the aggregate that recorded it; null if none did
     * @param sequence of the fact in its aggregate
     * @param tenant whose it is; null if it is of no tenant
     * @param address from where the request came that it is of; null if none did, or if that is not known
     * @param payload as text, cut where it is long
     */
    record DomainEvent(
            long position,
            long timeMicros,
            String type,
            @Nullable String aggregate,
            @Nullable Long sequence,
            @Nullable String tenant,
            @Nullable String address,
            String payload) {}
}
