package io.truenow.infra.admission;

import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.ingest.Placement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a table cannot be served on: a partition of the log that its events go to has stopped, or one of its shards has. What has
 * stopped is asked for at most ten times a second, so that it may be asked for each batch. Thread-safe if what is asked is.
 */
public final class StoppedParts {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<? extends Map<Integer, ?>> partitions;
    private final Supplier<Map<String, String>> shards;
    private final Function<UUID, @Nullable TableDescriptor> tables;
    private final LongSupplier nanos;
    private final AtomicLong nextLookNanos;
    private volatile Seen seen = new Seen(Map.of(), Map.of());

    private record Seen(Map<Integer, ?> partitions, Map<String, String> shards) {}

    /**
     * Asks nothing yet.
     *
     * @param partitions partitions of the log that have stopped, by number, with what says why
     * @param shards why table shards have stopped, by {@code tenant/namespace/table#shard}
     * @param tables a table by its id; null if it is not known
     * @param nanos a monotonic clock
     */
    public StoppedParts(
            Supplier<? extends Map<Integer, ?>> partitions,
            Supplier<Map<String, String>> shards,
            Function<UUID, @Nullable TableDescriptor> tables,
            LongSupplier nanos) {
        this.partitions = partitions;
        this.shards = shards;
        this.tables = tables;
        this.nanos = nanos;
        this.nextLookNanos = new AtomicLong(nanos.getAsLong());
    }

    /** A sentence that names what has stopped under a table; null if nothing has. */
    public @Nullable String of(UUID tableId) {
        Seen now = look();
        if (now.partitions().isEmpty() && now.shards().isEmpty()) {
            return null;
        }
        TableDescriptor table = tables.apply(tableId);
        int count = table == null ? 1 : table.settings().shards();
        for (int shard = 0; shard < count; shard++) {
            if (now.partitions().containsKey(Placement.partition(tableId, shard))) {
                // Tenants share partitions, and the failure may quote another one's record.
                return sentence(
                        table, "Partition [" + Placement.partition(tableId, shard) + "] of the log has stopped.");
            }
            String reason = table == null ? null : now.shards().get(table.ref().path() + "#" + shard);
            if (reason != null) {
                return sentence(table, "Shard [" + shard + "] stopped: " + reason);
            }
        }
        return null;
    }

    private Seen look() {
        long now = nanos.getAsLong();
        long next = nextLookNanos.get();
        if (now - next >= 0 && nextLookNanos.compareAndSet(next, now + FRESH_NANOS)) {
            seen = new Seen(partitions.get(), shards.get());
        }
        return seen;
    }

    private static String sentence(@Nullable TableDescriptor table, String reason) {
        String name = table == null ? "The table" : "The table [" + table.ref().path() + "]";
        return name + " takes no events: " + reason
                + " It takes none until the cause is mended and the server is restarted.";
    }
}
