package io.truenow.command.port;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a stream, one by one. The caller sees no other than those that SQL shows to it. Thread-safe. */
public interface StreamRecords {

    /**
     * Where in the log a record is; ordered as the log is.
     *
     * @param partition of the log
     * @param offset of its log record there
     * @param index in the log record, from 0
     */
    record Place(long partition, long offset, long index) {}

    /**
     * An event.
     *
     * @param id {@code rec_} and its event id, which may begin so already
     * @param place where it is
     * @param ingestedMicros when it was taken, in microseconds since 1970 cut to milliseconds
     * @param payload its properties by name, as a JSON object; those that it did not have are absent
     */
    record StoredRecord(String id, Place place, long ingestedMicros, String payload) {}

    /**
     * Records in the order of the log.
     *
     * @param records at most as many as were asked for; fewer, but one, if their payloads are large
     * @param more whether there are others behind them now
     * @param scanned rows whose conditions were looked at
     * @param segments pieces of the memory that were read
     */
    record Page(List<StoredRecord> records, boolean more, long scanned, long segments) {
        /** Copies the list. */
        public Page {
            records = List.copyOf(records);
        }
    }

    /**
     * Records that were taken within a time.
     *
     * @param fromMicros earliest, in microseconds since 1970
     * @param toMicros latest, inclusive
     * @param limit most records, at least 1
     * @param after behind which place; null for the beginning
     * @throws io.truenow.events.error.TrueNowException {@code NOT_READY} while the log is applied; what a statement fails with
     */
    Page between(
            Principal caller, TableDescriptor table, long fromMicros, long toMicros, int limit, @Nullable Place after);

    /**
     * The newest record whose property has a value; null if none has.
     *
     * @param property name of a column; {@code _record_id} for the event's id, with or without {@code rec_}
     * @param value as text; a number, a truth value or a moment if the column holds such
     * @throws io.truenow.events.error.TrueNowException {@code INVALID_VALUE} if the stream has no such column; as {@link #between}
     */
    @Nullable
    StoredRecord newest(Principal caller, TableDescriptor table, String property, String value);
}
