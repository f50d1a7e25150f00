package io.truenow.hottier;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Simple batches for tests: event {@code i} has the id {@code e<i>}, time {@code i}, dimension {@code d} and metric {@code m = i}. */
final class Batches {

    static final UUID TABLE = new UUID(7, 7);
    static final int PARTITION = Placement.partition(TABLE, 0);

    private Batches() {}

    static LogRecord record(UUID table, BatchKind kind, long offset, EventColumns events) {
        BatchHeader header = new BatchHeader(
                kind,
                table,
                new TableRef("default", "ns", "t" + table.getLeastSignificantBits()),
                TableSettings.DEFAULT,
                1,
                0,
                1,
                5,
                List.of(new RequestSpan(0, "local", "r", 0)));
        return new LogRecord(
                EventBatchAccepted.of(new EventBatch(header, events)), Placement.partition(table, 0), offset, offset);
    }

    static LogRecord record(long offset, int from, int rows) {
        return record(TABLE, BatchKind.INSERT, offset, events(from, rows));
    }

    static EventColumns events(int from, int rows) {
        EventColumnsBuilder builder = new EventColumnsBuilder(rows);
        for (int i = from; i < from + rows; i++) {
            byte[] id = ("e" + i).getBytes(StandardCharsets.UTF_8);
            builder.beginRow();
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(i);
            builder.setDimension(builder.dimension(new byte[] {'d'}, 0, 1), id, 0, 1 + i % 2);
            builder.setMetric(builder.metric(new byte[] {'m'}, 0, 1), i);
            builder.endRow();
        }
        return builder.build();
    }
}
