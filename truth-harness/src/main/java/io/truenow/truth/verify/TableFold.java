package io.truenow.truth.verify;

import io.truenow.events.ingest.BatchHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the log says of one table: its shards, and sums over all of them. */
final class TableFold {

    private final Map<Integer, ShardFold> shards = new TreeMap<>();
    private final Map<String, ColumnSum> dimensions = new HashMap<>();
    private final Map<String, ColumnSum> metrics = new HashMap<>();
    private TableName name;
    private String tenant;
    private long minTimeMicros = Long.MAX_VALUE;
    private long maxTimeMicros = Long.MIN_VALUE;

    TableFold(BatchHeader first) {
        this.name = new TableName(first.table().namespace(), first.table().table());
        this.tenant = first.table().tenant();
    }

    /** The shard of a record; it is made by its first one, which says the window. */
    ShardFold shard(BatchHeader header, int partition) {
        name = new TableName(header.table().namespace(), header.table().table());
        tenant = header.table().tenant();
        return shards.computeIfAbsent(
                header.shard(),
                number -> new ShardFold(number, partition, header.settings().dedupWindowMicros()));
    }

    /** Takes an event that counts into the sums. */
    void add(EventRow row) {
        minTimeMicros = Math.min(minTimeMicros, row.eventTimeMicros());
        maxTimeMicros = Math.max(maxTimeMicros, row.eventTimeMicros());
        row.dimensions()
                .forEach((column, value) ->
                        dimensions.computeIfAbsent(column, c -> new ColumnSum()).text());
        row.metrics().forEach((column, value) -> metrics.computeIfAbsent(column, c -> new ColumnSum())
                .number(value));
    }

    TableName name() {
        return name;
    }

    String tenant() {
        return tenant;
    }

    List<ShardFold> shards() {
        return List.copyOf(shards.values());
    }

    @Nullable
    ShardFold shard(int number) {
        return shards.get(number);
    }

    Map<String, ColumnSum> dimensions() {
        return dimensions;
    }

    Map<String, ColumnSum> metrics() {
        return metrics;
    }

    long minTimeMicros() {
        return minTimeMicros;
    }

    long maxTimeMicros() {
        return maxTimeMicros;
    }

    long logged() {
        return shards.values().stream().mapToLong(ShardFold::logged).sum();
    }

    long stored() {
        return shards.values().stream().mapToLong(ShardFold::stored).sum();
    }

    /** Different event ids; one that counts in two shards is one. */
    long distinctIds() {
        long distinct = 0;
        List<ShardFold> before = new ArrayList<>();
        for (ShardFold shard : shards.values()) {
            distinct += before.isEmpty()
                    ? shard.all().size()
                    : shard.all().keySet().stream()
                            .filter(id -> before.stream().allMatch(b -> b.kept(id) == null))
                            .count();
            before.add(shard);
        }
        return distinct;
    }

    RowHash hash() {
        RowHash sum = RowHash.NONE;
        for (ShardFold shard : shards.values()) {
            sum = sum.plus(shard.hash().high(), shard.hash().low());
        }
        return sum;
    }

    /**
     * Event times that cut the table into ranges of at most so many events, ascending, without the two open ends; events of one
     * microsecond stay together.
     */
    List<Long> cuts(int rows) {
        long[] times = new long[Math.toIntExact(stored())];
        int at = 0;
        for (ShardFold shard : shards.values()) {
            for (Kept last : shard.all().values()) {
                for (Kept kept = last; kept != null; kept = kept.before) {
                    times[at++] = kept.eventTimeMicros;
                }
            }
        }
        java.util.Arrays.sort(times);
        List<Long> cuts = new ArrayList<>();
        for (int i = rows; i < times.length; i += rows) {
            if (cuts.isEmpty() || cuts.getLast() < times[i]) {
                cuts.add(times[i]);
            }
        }
        return cuts;
    }
}
