package io.truenow.truth.simulation;

import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.RequestSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What must be true: the tables as a function of the log, and what each client was told. */
final class Model {

    /** A shard of a table, and the partition that it lives in. */
    record ShardKey(UUID tableId, int shard) implements Comparable<ShardKey> {
        @Override
        public int compareTo(ShardKey other) {
            int byTable = tableId.compareTo(other.tableId);
            return byTable != 0 ? byTable : Integer.compare(shard, other.shard);
        }
    }

    private final TreeMap<ShardKey, ModelShard> shards = new TreeMap<>();
    private final Map<ShardKey, Integer> partitions = new HashMap<>();
    /** What clients sent, by table and id. */
    private final Map<String, Set<String>> sent = new HashMap<>();
    /** Ids in the log by the id of the request that brought them. */
    private final Map<String, Set<String>> logged = new HashMap<>();

    private final List<Attempt> attempts = new ArrayList<>();

    /** Notes what a client is about to send. */
    void sends(String table, String id, String revisionAndContent) {
        sent.computeIfAbsent(table + "/" + id, key -> new HashSet<>()).add(revisionAndContent);
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    List<Attempt> attempts() {
        return attempts;
    }

    /** Takes the next record of a partition. */
    void apply(SimulatedLog.Entry entry) {
        BatchHeader header = entry.event().batch().header();
        ShardKey key = new ShardKey(header.tableId(), header.shard());
        requireSent(entry, header);
        partitions.put(key, entry.partition());
        shards.computeIfAbsent(key, absent -> new ModelShard()).apply(entry);
    }

    private void requireSent(SimulatedLog.Entry entry, BatchHeader header) {
        EventColumns events = entry.event().batch().events();
        List<RequestSpan> spans = header.requests();
        int span = -1;
        for (int row = 0; row < events.rows(); row++) {
            while (span + 1 < spans.size() && spans.get(span + 1).firstRow() <= row) {
                span++;
            }
            String id = events.ids().text(row);
            String content = events.revisions()[row] + " " + ModelShard.content(events, row);
            Set<String> variants = sent.get(header.table().table() + "/" + id);
            if (variants == null || !variants.contains(content)) {
                throw new Violation(
                        Invariant.I3_REFUSED_IS_ABSENT,
                        "the log has the event [" + id + "] as [" + content + "], which nobody sent so");
            }
            logged.computeIfAbsent(spans.get(span).requestId(), absent -> new HashSet<>())
                    .add(id);
        }
    }

    /** Shards that have a record, in order. */
    Map<ShardKey, ModelShard> shards() {
        return shards;
    }

    ModelShard shard(UUID tableId, int shard) {
        return shards.getOrDefault(new ShardKey(tableId, shard), new ModelShard());
    }

    int partition(ShardKey key) {
        return partitions.getOrDefault(key, -1);
    }

    /** Ids in the log that a request brought. */
    Set<String> logged(String requestId) {
        return logged.getOrDefault(requestId, Set.of());
    }
}
