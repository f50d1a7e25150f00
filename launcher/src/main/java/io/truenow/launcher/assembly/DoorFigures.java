package io.truenow.launcher.assembly;

import io.truenow.command.ingest.IngestMeters;
import io.truenow.events.catalog.TableRef;
import io.truenow.infra.bus.KafkaLogSource;
import io.truenow.infra.bus.PartitionFailure;
import io.truenow.sql.port.IngestFigures;
import org.jspecify.annotations.Nullable;

/** The door's meters and the log's stopped partitions, for {@code sys.ingest_audit}. Thread-safe. */
record DoorFigures(IngestMeters meters, KafkaLogSource source) implements IngestFigures {

    @Override
    public long accepted(TableRef table) {
        return meters.eventsAccepted(table);
    }

    @Override
    public long rejected(String tenant) {
        return meters.eventsRejected(tenant);
    }

    @Override
    public @Nullable String stopped(int partition) {
        PartitionFailure failure = source.failures().get(partition);
        return failure == null ? null : failure.toString();
    }
}
