package io.truenow.bench.append;

import io.truenow.events.access.Principal;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.segment.TableSnapshot;
import io.truenow.hottier.shard.PublishedShard;
import io.truenow.infra.files.LocalDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends decoded batches of 1,000 events to a hot tier, as the log's consumer does: duplicates removed, segments sealed beside, a
 * snapshot published after each batch. Prints events a second, and bytes an event by the product's own account.
 *
 * <p>{@code java io.truenow.bench.append.HotTierAppend FOLDER EVENTS ids|uuids}
 */
public final class HotTierAppend {

    private static final int BATCH = 1000;
    private static final long BUDGET = 8L << 30;

    private HotTierAppend() {}

    /** One round to warm up and one that counts. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int events = Integer.parseInt(arguments[1]);
        boolean uuids = arguments[2].equals("uuids");
        List<EventBatchAccepted> batches = new ArrayList<>();
        for (int from = 0; from < events; from += BATCH) {
            batches.add(EventBatchAccepted.decode(
                    EventBatchAccepted.of(ShopBatches.batch(from, BATCH, uuids)).encoded()));
        }
        append(folder.resolve("warm-up"), batches, events, false);
        append(folder.resolve("measured"), batches, events, true);
    }

    private static void append(Path folder, List<EventBatchAccepted> batches, int events, boolean counts) {
        int partition = Placement.partition(ShopBatches.TABLE, 0);
        try (HotTier tier = new HotTier(HotTierSettings.withBudget(BUDGET), new LocalDisk(folder), () -> 1)) {
            tier.projection().assigned(partition);
            long start = System.nanoTime();
            for (int i = 0; i < batches.size(); i++) {
                tier.projection().on(batches.get(i), partition, (long) i, 1_000_000L + i);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            TableInfo info = tier.table(Principal.LOCAL, ShopBatches.TABLE).orElseThrow();
            if (info.stored() != events) {
                throw new IllegalStateException("The hot tier holds " + info.stored() + " of " + events + " events.");
            }
            if (counts) {
                print("per_second", events / seconds);
                tier.projection().checkpoint();
                memory(tier, tier.table(Principal.LOCAL, ShopBatches.TABLE).orElseThrow());
            }
        }
    }

    private static void memory(HotTier tier, TableInfo info) {
        long sealedBytes = 0;
        long sealedRows = 0;
        long segmentBytes = 0;
        try (TableSnapshot snapshot =
                tier.open(Principal.LOCAL, ShopBatches.TABLE).orElseThrow()) {
            for (var shard : snapshot.shards()) {
                for (Segment segment : ((PublishedShard) shard).resident()) {
                    segmentBytes += segment.heapBytes();
                    if (segment.sealed()) {
                        sealedBytes += segment.heapBytes();
                        sealedRows += segment.rows();
                    }
                }
            }
        }
        print("sealed_rows", sealedRows);
        print("sealed_bytes_per_event", sealedRows == 0 ? Double.NaN : (double) sealedBytes / sealedRows);
        print("dedup_bytes_per_event", (double) info.dedupBytes() / info.stored());
        print("dedup_file_bytes_per_event", (double) tier.dedupFileBytes() / info.stored());
        print("dictionary_bytes_per_event", (double) (info.residentBytes() - segmentBytes) / info.stored());
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
