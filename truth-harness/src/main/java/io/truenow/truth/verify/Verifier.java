package io.truenow.truth.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a server serves against its log. The cut is consistent: the server is asked how far it has come, the log is folded up to
 * exactly there, the rows are read, and the server is asked again; a table that has moved meanwhile is looked at anew, a bounded number
 * of times. What could not be compared is never called equal. Used once, by one thread.
 */
public final class Verifier {

    /** Most looks at a table that moves. */
    public static final int MAX_LOOKS = 5;

    private final ReadableLog log;
    private final Served served;
    private final @Nullable TableName only;
    private final IntConsumer pause;
    private final LogFold fold;
    private final Map<String, TableReport> done = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A verification.
     *
     * @param tenant whose tables are compared, and as whom the server is asked
     * @param only the table to look at; null for all
     * @param pause waits before another look, given its number from 2
     */
    public Verifier(ReadableLog log, Served served, String tenant, @Nullable TableName only, IntConsumer pause) {
        this.log = log;
        this.served = served;
        this.only = only;
        this.pause = pause;
        this.fold = new LogFold(log, tenant, this::isWanted);
    }

    /** Looks at everything. */
    public VerifyReport run() {
        List<Served.Shard> audit = List.of();
        for (int look = 1; look <= MAX_LOOKS; look++) {
            if (look > 1) {
                pause.accept(look);
            }
            Map<Integer, Long> ends = ends();
            audit = served.audit().stream().filter(s -> isWanted(s.table())).toList();
            fold.advance(audit, ends, done.keySet());
            if (compare(audit, look)) {
                break;
            }
        }
        leftOver(audit);
        if (only != null && done.isEmpty()) {
            problems.add("There is no table [" + only + "], neither in the log nor on the server.");
        }
        List<TableReport> reports = new ArrayList<>(done.values());
        reports.sort(Comparator.comparing(TableReport::table));
        return new VerifyReport(withDamage(reports, audit), fold.damages(), problems, fold.events(), fold.nanos());
    }

    private boolean isWanted(TableName table) {
        return only == null || only.equals(table);
    }

    private Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition = 0; partition < log.partitions(); partition++) {
            ends.put(partition, log.endOffset(partition));
        }
        return ends;
    }

    /** Compares what is not done; true if nothing is left. */
    private boolean compare(List<Served.Shard> audit, int look) {
        Map<String, List<Served.Shard>> byTable = byTable(audit);
        Set<String> all = new HashSet<>(byTable.keySet());
        all.addAll(fold.tables().keySet());
        all.removeAll(done.keySet());
        boolean left = false;
        for (String id : all) {
            List<Served.Shard> shards = byTable.get(id);
            TableFold table = fold.tables().get(id);
            if (shards == null || fold.dropped().contains(id)) {
                // Maybe made, or dropped, a moment ago.
                left = true;
            } else if (table == null) {
                left |= !withoutEvents(id, shards);
            } else {
                left |= !compare(id, table, shards, look);
            }
        }
        return !left;
    }

    private static Map<String, List<Served.Shard>> byTable(List<Served.Shard> audit) {
        Map<String, List<Served.Shard>> byTable = new TreeMap<>();
        audit.forEach(s ->
                byTable.computeIfAbsent(s.tableId(), id -> new ArrayList<>()).add(s));
        return byTable;
    }

    private boolean compare(String id, TableFold table, List<Served.Shard> shards, int look) {
        TableReport report;
        try {
            report = new TableComparison(table, shards, fold, served, look).run();
        } catch (ServedException e) {
            report = TableReport.notVerified(table.name(), "The server does not give it: " + e.getMessage());
        }
        if (hasMoved(id, shards)) {
            return false;
        }
        done.put(id, report);
        return true;
    }

    /** A table of which the log has nothing must be empty, or the log has lost its records. */
    private boolean withoutEvents(String id, List<Served.Shard> shards) {
        TableName name = shards.getFirst().table();
        long logged = shards.stream().mapToLong(Served.Shard::logged).sum();
        List<Difference> differences = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        if (logged != 0) {
            differences.add(Difference.ofTable(Difference.Kind.PHANTOM, name, "logged", "0", Long.toString(logged)));
        }
        for (Served.Shard shard : shards) {
            if (shard.stopped() != null) {
                reasons.add("Shard [" + shard.shard() + "] has stopped: " + shard.stopped());
            }
        }
        if (hasMoved(id, shards)) {
            return false;
        }
        TableReport.State state = !differences.isEmpty()
                ? TableReport.State.DIFFERENT
                : reasons.isEmpty() ? TableReport.State.EQUAL : TableReport.State.NOT_VERIFIED;
        done.put(
                id,
                new TableReport(
                        name,
                        state,
                        reasons,
                        differences,
                        differences.size(),
                        0,
                        0,
                        0,
                        0,
                        logged,
                        0,
                        0,
                        0,
                        0,
                        RowHash.NONE,
                        RowHash.NONE,
                        List.of(),
                        List.of()));
        return true;
    }

    private boolean hasMoved(String id, List<Served.Shard> before) {
        Map<Integer, Served.Shard> after = new HashMap<>();
        for (Served.Shard shard : served.audit()) {
            if (shard.tableId().equals(id)) {
                after.put(shard.shard(), shard);
            }
        }
        if (after.size() != before.size()) {
            return true;
        }
        for (Served.Shard shard : before) {
            Served.Shard now = after.get(shard.shard());
            if (now == null || shard.hasMovedTo(now)) {
                return true;
            }
        }
        return false;
    }

    /** What is not done after the last look moves, or is in the log only. */
    private void leftOver(List<Served.Shard> audit) {
        Map<String, List<Served.Shard>> byTable = byTable(audit);
        fold.tables().forEach((id, table) -> {
            if (!done.containsKey(id) && !byTable.containsKey(id)) {
                done.put(id, lost(table));
            }
        });
        byTable.forEach((id, shards) -> {
            if (!done.containsKey(id)) {
                done.put(
                        id,
                        TableReport.notVerified(
                                shards.getFirst().table(),
                                "The table moves: it took events during each of [" + MAX_LOOKS + "] looks."));
            }
        });
    }

    private static TableReport lost(TableFold table) {
        Difference lost = Difference.ofTable(
                Difference.Kind.LOST, table.name(), "the whole table", table.stored() + " events", "no table");
        return new TableReport(
                table.name(),
                TableReport.State.DIFFERENT,
                List.of(),
                List.of(lost),
                1,
                table.logged(),
                0,
                0,
                table.stored(),
                0,
                table.distinctIds(),
                0,
                0,
                0,
                table.hash(),
                RowHash.NONE,
                List.of(),
                List.of());
    }

    /** A record that cannot be read may be of any table with a shard in its partition, so none of them is called equal. */
    private List<TableReport> withDamage(List<TableReport> reports, List<Served.Shard> audit) {
        Map<TableName, List<String>> suspects = new HashMap<>();
        for (Damage damage : fold.damages()) {
            for (Served.Shard shard : audit) {
                if (shard.partition() == damage.partition()) {
                    suspects.computeIfAbsent(shard.table(), t -> new ArrayList<>())
                            .add(damage.toString());
                }
            }
        }
        List<TableReport> marked = new ArrayList<>();
        for (TableReport report : reports) {
            List<String> damages = suspects.getOrDefault(report.table(), List.of());
            marked.add(damages.isEmpty() ? report : report.withReasons(damages));
        }
        return marked;
    }
}
