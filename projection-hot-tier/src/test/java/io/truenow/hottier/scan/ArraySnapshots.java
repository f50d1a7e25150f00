package io.truenow.hottier.scan;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.SegmentView;
import io.truenow.hottier.segment.ShardSnapshot;
import io.truenow.hottier.segment.Snapshots;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Snapshots of one table over given segments; counts the open ones. */
final class ArraySnapshots implements Snapshots {

    static final TableRef REF = new TableRef("default", "tests", "events");

    final UUID tableId = new UUID(7, 7);
    final List<Shard> shards = new ArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    volatile boolean revoked;

    /** A shard. */
    record Shard(List<SegmentView> segments, Coverage.ShardPosition position, long incompleteBeforeMicros)
            implements ShardSnapshot {}

    /** A segment. */
    record Segment(long number, boolean sealed, List<ChunkView> chunks) implements SegmentView {
        @Override
        public long rows() {
            return chunks.stream().mapToLong(ChunkView::rows).sum();
        }

        @Override
        public long minTimeMicros() {
            return chunks.stream().mapToLong(ChunkView::minTimeMicros).min().orElse(Long.MAX_VALUE);
        }

        @Override
        public long maxTimeMicros() {
            return chunks.stream().mapToLong(ChunkView::maxTimeMicros).max().orElse(Long.MIN_VALUE);
        }
    }

    @Override
    public List<TableInfo> tables(Principal principal) {
        return List.of();
    }

    @Override
    public Optional<TableInfo> table(Principal principal, UUID id) {
        return Optional.empty();
    }

    @Override
    public List<SegmentFigures> segments(Principal principal) {
        return List.of();
    }

    @Override
    public IngestAudit audit(Principal principal) {
        return IngestAudit.NONE;
    }

    /** Leaves the check of the tenant to the caller, to see that it is made. */
    @Override
    public Optional<TableSnapshot> open(Principal principal, UUID id) {
        if (!id.equals(tableId)) {
            return Optional.empty();
        }
        open.incrementAndGet();
        return Optional.of(new TableSnapshot() {
            @Override
            public UUID tableId() {
                return tableId;
            }

            @Override
            public TableRef ref() {
                return REF;
            }

            @Override
            public List<ShardSnapshot> shards() {
                return List.copyOf(shards);
            }

            @Override
            public boolean revoked() {
                return revoked;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        });
    }
}
