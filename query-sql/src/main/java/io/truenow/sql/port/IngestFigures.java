package io.truenow.sql.port;

import io.truenow.events.catalog.TableRef;
import org.jspecify.annotations.Nullable;

/** What the ingest door has counted since the start, and which partitions of the log are not read. Thread-safe; answers from memory. */
public interface IngestFigures {

    /** No door, no log. */
    IngestFigures NONE = new IngestFigures() {
        @Override
        public long accepted(TableRef table) {
            return 0;
        }

        @Override
        public long rejected(String tenant) {
            return 0;
        }

        @Override
        public @Nullable String stopped(int partition) {
            return null;
        }
    };

    /** Events of a table that became durable since the start, duplicates with them. */
    long accepted(TableRef table);

    /** Events of a tenant that were refused since the start. */
    long rejected(String tenant);

    /** Why a partition of the log is not read any further; null while it is. */
    @Nullable
    String stopped(int partition);
}
