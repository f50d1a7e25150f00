package io.truenow.command.catalog;

import io.truenow.command.port.DataPlaneLog;
import io.truenow.events.catalog.ConfigureTable;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableState;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.time.MicroClock;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tables that are being deleted to their end: writes into each shard's partition that it is dropped, and says so of the table when the
 * log has acknowledged all. It waits a moment after a deletion began, so that batches that were accepted before it come first. What fails is
 * tried again at the next run; a second drop of a shard changes nothing. For one thread.
 */
public final class TableRemoval implements Runnable {

    /** How long after its beginning a deletion is carried out. */
    static final long SETTLING_MICROS = 5_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(TableRemoval.class);
    private static final String ITSELF = "truenow";

    private final CatalogCache cache;
    private final TableDirectory directory;
    private final DataPlaneLog log;
    private final MicroClock clock;

    /** @param log where the shards' facts are */
    public TableRemoval(CatalogCache cache, TableDirectory directory, DataPlaneLog log, MicroClock clock) {
        this.cache = cache;
        this.directory = directory;
        this.log = log;
        this.clock = clock;
    }

    /** Looks once at the tables that are being deleted. */
    @Override
    public void run() {
        for (TableDescriptor table : cache.tables(TableState.DELETING)) {
            if (clock.nowMicros() - table.history().updatedMicros() >= SETTLING_MICROS) {
                try {
                    remove(table);
                } catch (RuntimeException e) {
                    LOG.warn("The table [{}] is not deleted yet: {}", table.ref(), e.getMessage());
                }
            }
        }
    }

    private void remove(TableDescriptor table) {
        long now = clock.nowMicros();
        List<EventBatchAccepted> drops = IntStream.range(0, table.settings().shards())
                .mapToObj(shard -> EventBatchAccepted.of(new EventBatch(
                        new BatchHeader(
                                BatchKind.TABLE_DROPPED,
                                table.tableId(),
                                table.ref(),
                                table.settings(),
                                table.schemaVersion(),
                                shard,
                                BatchHeader.EPOCH,
                                now,
                                List.of()),
                        new EventColumnsBuilder(0).build())))
                .toList();
        List<DataPlaneLog.Append> appends = log.append(drops);
        if (appends.size() == drops.size()
                && appends.stream().allMatch(append -> append instanceof DataPlaneLog.Append.Durable)) {
            directory.configure(ConfigureTable.become(table, TableState.DELETED, ITSELF));
            LOG.info("The table [{}] is deleted.", table.ref());
        } else {
            LOG.warn("The table [{}] is not deleted yet: the log did not take all of it.", table.ref());
        }
    }
}
