package io.truenow.truth.verify;

import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The log, folded once more, up to where the server says that it has come: each shard of a table up to its own offset, never further,
 * because a fold cannot go back. May be continued. Not thread-safe.
 */
final class LogFold {

    private final ReadableLog log;
    private final String tenant;
    private final Predicate<TableName> wanted;
    private final Map<String, TableFold> tables = new TreeMap<>();
    private final Set<String> dropped = new HashSet<>();
    private final Map<Integer, Long> readTo = new HashMap<>();
    private final Set<Damage> damages = new LinkedHashSet<>();
    private long events;
    private long nanos;

    /** @param tenant whose tables are folded; those of others are not the caller's business */
    LogFold(ReadableLog log, String tenant, Predicate<TableName> wanted) {
        this.log = log;
        this.tenant = tenant;
        this.wanted = wanted;
    }

    /** Goes on to where the server has come; tables that are done are left as they are. */
    void advance(List<Served.Shard> audit, Map<Integer, Long> ends, Set<String> done) {
        long begin = System.nanoTime();
        for (int partition = 0; partition < log.partitions(); partition++) {
            Cut cut = Cut.of(partition, audit, ends.getOrDefault(partition, 0L));
            long from = from(partition, done);
            if (from < cut.readTo()) {
                log.read(partition, from, cut.readTo(), new Folding(partition, cut, done));
            }
            reached(partition, cut, done);
        }
        nanos += System.nanoTime() - begin;
    }

    /** A shard that is not done may have left out what it had not come to; the rest of the partition was seen. */
    private long from(int partition, Set<String> done) {
        long from = readTo.getOrDefault(partition, 0L);
        for (Map.Entry<String, TableFold> table : tables.entrySet()) {
            if (!done.contains(table.getKey())) {
                for (ShardFold shard : table.getValue().shards()) {
                    if (shard.partition() == partition) {
                        from = Math.min(from, shard.foldedTo());
                    }
                }
            }
        }
        return from;
    }

    private void reached(int partition, Cut cut, Set<String> done) {
        readTo.merge(partition, cut.nextOffset(), Math::max);
        tables.forEach((id, table) -> table.shards().forEach(shard -> {
            if (shard.partition() == partition && !done.contains(id)) {
                shard.reached(cut.bound(id, shard.shard()));
            }
        }));
    }

    /** Takes the records of one partition. */
    private final class Folding implements ReadableLog.Sink {
        private final int partition;
        private final Cut cut;
        private final Set<String> done;

        Folding(int partition, Cut cut, Set<String> done) {
            this.partition = partition;
            this.cut = cut;
            this.done = done;
        }

        @Override
        public void record(long offset, long appendTimeMicros, byte[] value) {
            EventBatch batch;
            try {
                batch = EventBatchAccepted.decode(value).batch();
            } catch (TrueNowException e) {
                damaged(new Damage(partition, offset, offset, "The record cannot be decoded: " + e.getMessage()));
                return;
            }
            BatchHeader header = batch.header();
            String id = header.tableId().toString();
            if (!header.table().tenant().equals(tenant)) {
                return;
            }
            if (done.contains(id)
                    || !wanted.test(new TableName(
                            header.table().namespace(), header.table().table()))) {
                return;
            }
            long bound = cut.bound(id, header.shard());
            if (offset >= bound && !cut.stopped(id, header.shard())) {
                return;
            }
            if (header.kind() == BatchKind.TABLE_DROPPED) {
                dropped.add(id);
                tables.remove(id);
                return;
            }
            if (dropped.contains(id)) {
                return;
            }
            if (header.kind() != BatchKind.INSERT) {
                damaged(new Damage(
                        partition,
                        offset,
                        offset,
                        "The record is of the kind [" + header.kind() + "], which is not known here."));
                return;
            }
            TableFold table = tables.computeIfAbsent(id, i -> new TableFold(header));
            ShardFold shard = table.shard(header, partition);
            if (offset >= bound) {
                shard.leftOut(batch.events().rows());
            } else if (offset >= shard.foldedTo()) {
                events += batch.events().rows();
                shard.apply(offset, appendTimeMicros, batch, table::add);
            }
        }

        @Override
        public void damaged(Damage damage) {
            damages.add(damage);
        }
    }

    /** Reads one event again; null if it is not there any more. */
    @Nullable
    EventRow reread(Position position) {
        EventRow[] found = new EventRow[1];
        log.read(position.partition(), position.offset(), position.offset() + 1, new ReadableLog.Sink() {
            @Override
            public void record(long offset, long appendTimeMicros, byte[] value) {
                found[0] = BatchRows.row(EventBatchAccepted.decode(value).batch(), position.index());
            }

            @Override
            public void damaged(Damage damage) {
                damages.add(damage);
            }
        });
        return found[0];
    }

    /** Ids of the tables that the log says are dropped, with all their shards; there is nothing of them to compare. */
    Set<String> dropped() {
        return dropped;
    }

    /** Tables by id. */
    Map<String, TableFold> tables() {
        return tables;
    }

    List<Damage> damages() {
        return List.copyOf(damages);
    }

    /** Events that were folded. */
    long events() {
        return events;
    }

    /** Time that folding took. */
    long nanos() {
        return nanos;
    }
}
