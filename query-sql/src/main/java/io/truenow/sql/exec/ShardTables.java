package io.truenow.sql.exec;

import static io.truenow.sql.exec.SystemColumns.ago;
import static io.truenow.sql.exec.SystemColumns.known;
import static io.truenow.sql.exec.SystemColumns.millis;

import io.truenow.events.access.Principal;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.port.ServerFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code sys.shards} and {@code sys.watermarks}: how far the shards of the tenant's tables have come. {@code lag_records} is that of the
 * shard's partition, whose records may be of other tables. Thread-safe.
 */
final class ShardTables {

    static final String SHARDS = "namespace V, table V, table_id V, shard L, partition L, applied_offset L,"
            + " next_offset L, log_end L, lag_records L, rows L, evicted_rows L, segments L, bytes L,"
            + " watermark T, watermark_us L, lag_us L, stopped V";
    static final String WATERMARKS = "namespace V, table V, table_id V, watermark T, watermark_us L, lag_us L,"
            + " max_event_time T, max_event_time_us L, late L, incomplete_before T, incomplete_before_us L";

    private final HotTierReads reads;
    private final IngestAuditTable shards;
    private final ServerFigures server;
    private final MicroClock clock;

    ShardTables(HotTierReads reads, IngestAuditTable shards, ServerFigures server, MicroClock clock) {
        this.reads = reads;
        this.shards = shards;
        this.server = server;
        this.clock = clock;
    }

    private record Place(UUID tableId, int shard) {}

    /** Segments of a shard in memory. */
    private record Resident(long segments, long bytes) {
        static final Resident NONE = new Resident(0, 0);

        Resident and(SegmentFigures segment) {
            return new Resident(segments + 1, bytes + segment.bytes());
        }
    }

    List<@Nullable Object[]> shards(Principal principal) {
        IngestAudit audit = reads.audit(principal);
        Map<Place, Resident> resident = new HashMap<>();
        for (SegmentFigures segment : reads.segments(principal)) {
            Place place = new Place(segment.tableId(), segment.shard());
            resident.put(place, resident.getOrDefault(place, Resident.NONE).and(segment));
        }
        long now = clock.nowMicros();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (IngestAudit.Shard shard : shards.shards(principal, audit)) {
            rows.add(shard(
                    principal,
                    shard,
                    audit.nextOffsets().get(shard.partition()),
                    resident.getOrDefault(new Place(shard.tableId(), shard.shard()), Resident.NONE),
                    now));
        }
        return rows;
    }

    private @Nullable Object[] shard(
            Principal principal, IngestAudit.Shard shard, @Nullable Long next, Resident resident, long now) {
        long end = server.logEnd(shard.partition());
        Long logEnd = end == ServerFigures.UNKNOWN ? null : (Long) end;
        Long watermark = known(shard.watermarkMicros());
        return new @Nullable Object[] {
            shard.ref().namespace(),
            shard.ref().table(),
            shard.tableId().toString(),
            (long) shard.shard(),
            (long) shard.partition(),
            shard.appliedOffset() < 0 ? null : (Long) shard.appliedOffset(),
            next,
            logEnd,
            next == null || logEnd == null ? null : (Long) Math.max(0, logEnd - next),
            shard.residentRows(),
            shard.stored() - shard.residentRows(),
            resident.segments(),
            resident.bytes(),
            millis(watermark),
            watermark,
            ago(now, watermark),
            shards.stopped(principal, shard)
        };
    }

    List<@Nullable Object[]> watermarks(Principal principal) {
        long now = clock.nowMicros();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (TableInfo table : reads.tables(principal)) {
            if (principal.mayRead(table.ref())) {
                Long watermark = known(table.watermarkMicros());
                Long newest = known(table.maxTimeMicros());
                Long incomplete = known(table.incompleteBeforeMicros());
                rows.add(new @Nullable Object[] {
                    table.ref().namespace(),
                    table.ref().table(),
                    table.tableId().toString(),
                    millis(watermark),
                    watermark,
                    ago(now, watermark),
                    millis(newest),
                    newest,
                    table.late(),
                    millis(incomplete),
                    incomplete
                });
            }
        }
        return rows;
    }
}
