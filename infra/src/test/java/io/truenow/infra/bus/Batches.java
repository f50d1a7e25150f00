package io.truenow.infra.bus;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Facts for tests. */
final class Batches {

    private Batches() {}

    /** A batch with one event of the given id. */
    static EventBatchAccepted one(UUID tableId, String eventId) {
        EventColumnsBuilder columns = new EventColumnsBuilder(1);
        byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
        columns.beginRow();
        columns.id(id, 0, id.length);
        columns.eventTimeMicros(1_700_000_000_000_000L);
        byte[] amount = "amount".getBytes(StandardCharsets.UTF_8);
        columns.setMetric(columns.metric(amount, 0, amount.length), 1);
        columns.endRow();
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                tableId,
                new TableRef("default", "test", "events"),
                TableSettings.DEFAULT,
                1,
                0,
                1,
                1_700_000_000_000_000L,
                List.of(new RequestSpan(0, "local", "request", 0)));
        return EventBatchAccepted.of(new EventBatch(header, columns.build()));
    }

    /** Id of the event of such a batch. */
    static String idOf(EventBatchAccepted fact) {
        return fact.batch().events().ids().text(0);
    }

    /** Id of a table whose only shard lives in the partition. */
    static UUID tableIn(int partition) {
        for (long i = 0; ; i++) {
            UUID id = new UUID(partition, i);
            if (Placement.partition(id, 0) == partition) {
                return id;
            }
        }
    }
}
