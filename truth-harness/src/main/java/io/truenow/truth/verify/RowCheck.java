package io.truenow.truth.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One look at the served rows of a table against its fold: every served row is looked up, then every event that no row showed is found. */
final class RowCheck {

    /** Differences that are kept of each table; all are counted. */
    static final int KEPT = 20;

    private final TableFold fold;
    private final int look;
    private final @Nullable Long incompleteBeforeMicros;
    private final List<Finding> findings = new ArrayList<>();
    private long rows;
    private long matched;
    private long evicted;
    private long differences;
    private RowHash hash = RowHash.NONE;

    /** A difference before its values are read from the log again. */
    private record Finding(
            Difference.Kind kind,
            @Nullable Position position,
            int shard,
            String eventId,
            @Nullable EventRow served) {}

    RowCheck(TableFold fold, int look, @Nullable Long incompleteBeforeMicros) {
        this.fold = fold;
        this.look = look;
        this.incompleteBeforeMicros = incompleteBeforeMicros;
    }

    /** Takes a served row. */
    void row(EventRow served) {
        rows++;
        RowHash own = RowHash.of(served.canonical());
        hash = hash.plus(own.high(), own.low());
        ShardFold owner = null;
        Kept repeated = null;
        Kept other = null;
        for (ShardFold shard : fold.shards()) {
            for (Kept kept = shard.kept(served.eventId()); kept != null; kept = kept.before) {
                owner = shard;
                if (kept.hasRow(own) && kept.seen != look) {
                    kept.seen = look;
                    matched++;
                    return;
                }
                if (kept.seen == look) {
                    repeated = kept;
                } else {
                    other = kept;
                }
            }
        }
        if (owner == null) {
            find(Difference.Kind.PHANTOM, null, -1, served.eventId(), served);
        } else if (other != null) {
            other.seen = look;
            find(Difference.Kind.CORRUPTED, position(owner, other), owner.shard(), served.eventId(), served);
        } else if (repeated != null) {
            find(Difference.Kind.DUPLICATED, position(owner, repeated), owner.shard(), served.eventId(), served);
        }
    }

    /** After the last row: what no row showed is lost, unless it may have been evicted. */
    void end() {
        for (ShardFold shard : fold.shards()) {
            shard.all().forEach((id, last) -> {
                for (Kept kept = last; kept != null; kept = kept.before) {
                    if (kept.seen == look) {
                        continue;
                    }
                    if (incompleteBeforeMicros != null && kept.eventTimeMicros < incompleteBeforeMicros) {
                        evicted++;
                    } else {
                        find(Difference.Kind.LOST, position(shard, kept), shard.shard(), id, null);
                    }
                }
            });
        }
    }

    private static Position position(ShardFold shard, Kept kept) {
        return new Position(shard.partition(), kept.offset, kept.index);
    }

    /** Keeps the first by log position; those without one come last. */
    private void find(
            Difference.Kind kind, @Nullable Position position, int shard, String eventId, @Nullable EventRow served) {
        differences++;
        findings.add(new Finding(kind, position, shard, eventId, served));
        if (findings.size() > KEPT * 2) {
            sort();
            findings.subList(KEPT, findings.size()).clear();
        }
    }

    private void sort() {
        findings.sort(Comparator.comparing(Finding::position, Comparator.nullsLast(Comparator.<Position>naturalOrder()))
                .thenComparing(Finding::eventId));
    }

    /** The first differences, with both values. */
    List<Difference> first(LogFold log) {
        sort();
        List<Difference> first = new ArrayList<>();
        for (Finding finding : findings.subList(0, Math.min(KEPT, findings.size()))) {
            EventRow inLog = finding.position() == null ? null : log.reread(finding.position());
            first.add(describe(finding, inLog));
        }
        return first;
    }

    private Difference describe(Finding finding, @Nullable EventRow inLog) {
        EventRow served = finding.served();
        Integer shard = finding.shard() < 0 ? null : (Integer) finding.shard();
        if (finding.kind() == Difference.Kind.CORRUPTED && inLog != null && served != null) {
            for (String column : columns(inLog, served)) {
                String a = value(inLog, column);
                String b = value(served, column);
                if (!Objects.equals(a, b)) {
                    return new Difference(
                            finding.kind(), fold.name(), shard, finding.eventId(), column, a, b, finding.position());
                }
            }
        }
        return new Difference(
                finding.kind(),
                fold.name(),
                shard,
                finding.eventId(),
                null,
                inLog == null ? null : inLog.canonical(),
                served == null ? null : served.canonical(),
                finding.position());
    }

    private static TreeSet<String> columns(EventRow a, EventRow b) {
        TreeSet<String> columns = new TreeSet<>(List.of("event_time_us", "ingest_time"));
        for (EventRow row : List.of(a, b)) {
            row.dimensions().keySet().forEach(c -> columns.add("dimension " + c));
            row.metrics().keySet().forEach(c -> columns.add("metric " + c));
        }
        return columns;
    }

    private static @Nullable String value(EventRow row, String column) {
        if (column.startsWith("dimension ")) {
            return row.dimensions().get(column.substring("dimension ".length()));
        }
        if (column.startsWith("metric ")) {
            Double value = row.metrics().get(column.substring("metric ".length()));
            return value == null ? null : Double.toString(value);
        }
        return Long.toString(column.equals("ingest_time") ? row.ingestMillis() : row.eventTimeMicros());
    }

    long rows() {
        return rows;
    }

    /** Rows that are as the log says. */
    long matched() {
        return matched;
    }

    /** Events that no row showed and whose event time may have left memory. */
    long evicted() {
        return evicted;
    }

    long differences() {
        return differences;
    }

    RowHash hash() {
        return hash;
    }
}
