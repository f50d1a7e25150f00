package io.truenow.command.ingest;

import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventBatchCodec;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.Placement;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the accepted rows of a command into facts: by shard, each at most as large as a log record, in bytes and in events. A part that is too
 * large is cut into as many equal parts as its size says. A single event that is too large is refused, and the work begins
 * again without it. Not thread-safe; one per command.
 */
final class RecordSplit {

    private final TableDescriptor table;
    private final List<RequestTally> tallies;
    private final List<ShardRows.SpanOwner> owners;
    private final long nowMicros;
    private final int maxRows;
    private final List<RecordDraft> drafts = new ArrayList<>();
    private boolean refused;

    RecordSplit(TableDescriptor table, List<RequestTally> tallies, long nowMicros, int maxRows) {
        this.maxRows = maxRows;
        this.table = table;
        this.tallies = tallies;
        this.owners = tallies.stream().map(RequestTally::owner).toList();
        this.nowMicros = nowMicros;
    }

    /** The facts, in the order in which they are to be appended. */
    List<RecordDraft> split() {
        do {
            refused = false;
            drafts.clear();
            int shards = table.settings().shards();
            if (shards == 1 && tallies.size() == 1 && !tallies.getFirst().hasRefusals()) {
                whole(tallies.getFirst().events());
            } else {
                distribute(shards);
            }
        } while (refused);
        return drafts;
    }

    private void whole(EventColumns events) {
        cut(ShardRows.whole(events.rows()), events, 0, events.rows());
    }

    private void distribute(int shards) {
        ShardRows[] byShard = new ShardRows[shards];
        for (int shard = 0; shard < shards; shard++) {
            byShard[shard] = new ShardRows(shard, 64);
        }
        for (int request = 0; request < tallies.size(); request++) {
            distribute(byShard, request);
        }
        for (ShardRows rows : byShard) {
            if (rows.size() > 0) {
                cut(rows, rows.build(), 0, rows.size());
            }
        }
    }

    /** Appends runs of neighbouring rows that go to the same shard. */
    private void distribute(ShardRows[] byShard, int request) {
        RequestTally tally = tallies.get(request);
        EventColumns events = tally.events();
        int ordinal = 0;
        int from = 0;
        while (from < events.rows()) {
            if (tally.isRefused(from)) {
                from++;
                continue;
            }
            int shard = shard(events, from, byShard.length);
            int to = from + 1;
            while (to < events.rows() && !tally.isRefused(to) && shard(events, to, byShard.length) == shard) {
                to++;
            }
            byShard[shard].add(events, request, from, to, ordinal);
            ordinal += to - from;
            from = to;
        }
    }

    private static int shard(EventColumns events, int row, int shards) {
        ByteSlices ids = events.ids();
        return Placement.shard(ids.bytes(), ids.start(row), ids.length(row), shards);
    }

    private void cut(ShardRows rows, EventColumns events, int from, int to) {
        if (from == to) {
            return;
        }
        if (to - from > maxRows) {
            cutInto(ceil(to - from, maxRows), rows, events, from, to);
            return;
        }
        EventColumns piece = from == 0 && to == events.rows() ? events : events.slice(from, to);
        EventBatchAccepted fact = EventBatchAccepted.of(new EventBatch(header(rows, from, to), piece));
        int bytes = fact.encoded().length;
        if (bytes <= EventBatchCodec.MAX_BYTES) {
            drafts.add(new RecordDraft(fact, rows, from, to));
        } else if (to - from == 1) {
            refuse(rows, from, bytes);
        } else {
            cutInto(Math.min(to - from, bytes / EventBatchCodec.MAX_BYTES + 1), rows, events, from, to);
        }
    }

    private void cutInto(int parts, ShardRows rows, EventColumns events, int from, int to) {
        for (int i = 0; i < parts; i++) {
            cut(
                    rows,
                    events,
                    from + (int) ((long) (to - from) * i / parts),
                    from + (int) ((long) (to - from) * (i + 1) / parts));
        }
    }

    private static int ceil(int rows, int most) {
        return (int) (((long) rows + most - 1) / most);
    }

    private void refuse(ShardRows rows, int at, int bytes) {
        refused = true;
        tallies.get(rows.request(at))
                .refuse(
                        rows.row(at),
                        ErrorCode.TOO_LARGE,
                        "The event takes [" + bytes + "] bytes in the log.",
                        null,
                        "An event takes at most " + EventBatchCodec.MAX_BYTES + " bytes.");
    }

    private BatchHeader header(ShardRows rows, int from, int to) {
        return new BatchHeader(
                BatchKind.INSERT,
                table.tableId(),
                table.ref(),
                table.settings(),
                table.schemaVersion(),
                rows.shard(),
                BatchHeader.EPOCH,
                nowMicros,
                rows.spans(from, to, owners));
    }
}
