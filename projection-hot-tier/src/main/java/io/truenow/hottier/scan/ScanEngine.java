package io.truenow.hottier.scan;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.AggregateAnswer;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.ReadPin;
import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableColumns;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.Snapshots;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * Answers reads by vectorised scans over immutable snapshots. Blocks of at most 4096 rows flow through selection vectors, group numbers
 * and accumulators in primitive arrays; texts are compared by dictionary code. The caller's thread works along with the pool's.
 * Thread-safe. Answers do not depend on the number of threads.
 */
public final class ScanEngine implements HotTierReads {

    private final Snapshots snapshots;
    private final ScanPool pool;
    private final ScanSettings settings;

    /**
     * An engine.
     *
     * @param executor bounded pool of platform threads; the owner ends it
     * @param parallelism most threads of one scan, the caller's included
     */
    public ScanEngine(Snapshots snapshots, ExecutorService executor, int parallelism, ScanSettings settings) {
        this(snapshots, new ScanPool(executor, parallelism), settings);
    }

    private ScanEngine(Snapshots snapshots, ScanPool pool, ScanSettings settings) {
        this.snapshots = snapshots;
        this.pool = pool;
        this.settings = settings;
    }

    @Override
    public List<TableInfo> tables(Principal principal) {
        return snapshots.tables(principal);
    }

    @Override
    public List<TableColumns> columns(Principal principal) {
        return snapshots.columns(principal);
    }

    @Override
    public Optional<TableInfo> table(Principal principal, UUID tableId) {
        return snapshots.table(principal, tableId);
    }

    @Override
    public boolean has(Principal principal, UUID tableId) {
        return snapshots.has(principal, tableId);
    }

    @Override
    public List<SegmentFigures> segments(Principal principal) {
        return snapshots.segments(principal);
    }

    @Override
    public IngestAudit audit(Principal principal) {
        return snapshots.audit(principal);
    }

    @Override
    public AggregateAnswer aggregate(AggregateRequest request, ScanContext context) {
        requirePage(request.offset(), request.limit());
        try (TableSnapshot snapshot = open(request.tableId(), context)) {
            return new AggregateScan(request, snapshot, context, settings, pool).run();
        }
    }

    @Override
    public RowCursor rows(RowsRequest request, ScanContext context) {
        requirePage(request.offset(), request.limit());
        TableSnapshot snapshot = open(request.tableId(), context);
        try {
            return new RowsScan(request, snapshot, context, settings, pool);
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public ReadPin pin(Principal principal, Set<UUID> tables) {
        HeldSnapshots held = new HeldSnapshots(snapshots, principal, tables);
        ScanEngine engine = new ScanEngine(held, pool, settings);
        return new ReadPin() {
            @Override
            public HotTierReads reads() {
                return engine;
            }

            @Override
            public void close() {
                held.close();
            }
        };
    }

    private TableSnapshot open(UUID tableId, ScanContext context) {
        Principal principal = context.principal();
        TableSnapshot snapshot = snapshots.open(principal, tableId).orElseThrow(() -> unknown(tableId));
        if (!snapshot.ref().tenant().equals(principal.tenant())) {
            snapshot.close();
            throw unknown(tableId);
        }
        return snapshot;
    }

    private static TrueNowException unknown(UUID tableId) {
        return new TrueNowException(ErrorCode.UNKNOWN_TABLE, "There is no table [" + tableId + "].");
    }

    private static void requirePage(long offset, long limit) {
        if (offset < 0 || limit < 0) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY, "Offset [" + offset + "] and limit [" + limit + "] are not negative.");
        }
    }
}
