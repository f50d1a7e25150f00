package io.truenow.events.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import java.util.List;
import java.util.UUID;

/**
 * What a reader needs of a table to apply a batch, so that it needs no database.
 *
 * @param tableId id of the table, never used again
 * @param table name at the time of writing
 * @param settings shards, window and retention at the time of writing
 * @param schemaVersion version of the table's columns that the batch was validated against
 * @param shard shard of the table, from 0
 * @param epoch version of the shard count, from 1
 * @param ingestTimeMicros the door's clock when the batch was accepted
 * @param requests spans of rows by request, ascending, the first from row 0; empty for a control record
 */
public record BatchHeader(
        BatchKind kind,
        UUID tableId,
        TableRef table,
        TableSettings settings,
        int schemaVersion,
        int shard,
        int epoch,
        long ingestTimeMicros,
        List<RequestSpan> requests) {

    /** The one version of shard counts that is written so far. */
    public static final int EPOCH = 1;

    /** Copies the spans. */
    public BatchHeader {
        requests = List.copyOf(requests);
    }
}
