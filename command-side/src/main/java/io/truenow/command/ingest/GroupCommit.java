package io.truenow.command.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.IngestBatch;
import io.truenow.events.ingest.IngestOutcome;
import io.truenow.events.ingest.IngestOutcome.RequestOutcome;
import io.truenow.events.ingest.IngestRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Gathers requests for one table that arrive while an append is under way into the next command, so that many small requests
 * share one acknowledgement of the log. A lone request goes at once; a group closes the moment the append before is answered,
 * or after its time-out. Each request gets its own outcome. No thread of its own: the first of the waiting callers carries the
 * group. Thread-safe.
 */
public final class GroupCommit {

    private final IngestSettings.Group limits;
    private final Function<IngestBatch, IngestOutcome> dispatch;
    private final ConcurrentHashMap<TableRef, TableLane> lanes = new ConcurrentHashMap<>();

    /** @param dispatch carries a command out and answers after the log has; may throw */
    public GroupCommit(IngestSettings.Group limits, Function<IngestBatch, IngestOutcome> dispatch) {
        this.limits = limits;
        this.dispatch = dispatch;
    }

    /**
     * Carries a request out, alone or in a group, and answers after the log has.
     *
     * @throws TrueNowException {@code OVERLOADED} if too many wait for the table; what the handler throws otherwise
     */
    public RequestOutcome submit(TableRef table, IngestRequest request) {
        TableLane lane = lanes.compute(table, (ref, known) -> {
            TableLane used = known == null ? new TableLane(ref, limits, dispatch) : known;
            used.enter();
            return used;
        });
        try {
            return lane.submit(request);
        } finally {
            lanes.compute(table, (ref, known) -> lane.leave() ? null : known);
        }
    }

    /** Requests for a table that wait for a group. */
    int queued(TableRef table) {
        TableLane lane = lanes.get(table);
        return lane == null ? 0 : lane.queued();
    }

    /** Requests that wait for a group of the table for which most wait; at most the limit of the settings. */
    public int fullestQueue() {
        return lanes.values().stream().mapToInt(TableLane::queued).max().orElse(0);
    }

    /** Tables with a request under way. */
    public int lanes() {
        return lanes.size();
    }
}
