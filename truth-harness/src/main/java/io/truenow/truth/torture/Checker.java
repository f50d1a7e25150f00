package io.truenow.truth.torture;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds what is served against the ledger, after each restart in parts and at the end as a whole. A round that its clients have
 * settled is read row by row once; from then on its count and sums must stay, and where they do not, it is read again. So a check
 * costs one round's rows and one grouped scan of each table. One thread.
 */
final class Checker {

    /** What was found of a round in a table when it was read last. */
    private record Seen(Totals totals, long recovered) {}

    /** Name of a table in a round. */
    private record Part(String table, int round) {}

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Rounds whose own tables are compared at each check. */
    private static final int RECENT = 20;

    /** Times that a part is read again because its sums are not its rows'. */
    private static final int LATE_COMERS = 3;

    private static final Served.Sums NOTHING = new Served.Sums(0, 0, 0);

    private final Ledger ledger;
    private final Contents contents;
    private final Findings findings;
    private final BookReads books;
    private final Duration visible;
    private final Map<Part, Seen> sealed = new HashMap<>();
    private final Set<Integer> done = new HashSet<>();

    /** @param visible within it, acknowledged events must be seen */
    Checker(Ledger ledger, Contents contents, Findings findings, BookReads books, Duration visible) {
        this.ledger = ledger;
        this.contents = contents;
        this.findings = findings;
        this.books = books;
        this.visible = visible;
    }

    /** Checks what is new, and that what was seen is still there. {@code limit} bounds the wait for clients that are not done. */
    void check(Served served, int currentRound, Duration limit) throws SQLException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int round : ledger.rounds()) {
            while (round < currentRound && ledger.isOpen(round) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (round < currentRound && !ledger.isOpen(round) && !done.contains(round)) {
                for (String table : ledger.tables(round)) {
                    seal(served, new Part(table, round), false);
                }
                done.add(round);
            }
        }
        sums(served);
        books(served, false);
    }

    /** Checks everything; nothing is sent any more. */
    void checkAll(Served served) throws SQLException {
        Set<String> tables = new HashSet<>();
        for (int round : ledger.rounds()) {
            for (String table : ledger.tables(round)) {
                tables.add(table);
                seal(served, new Part(table, round), true);
            }
        }
        sums(served);
        books(served, true);
        for (String table : tables) {
            Totals totals = totals(table);
            if (!books.read(served).containsKey(table)) {
                continue;
            }
            long distinct = served.distinct(table);
            if (distinct != totals.count()) {
                findings.add(
                        Violation.CORRUPTED,
                        table + " distinct",
                        distinct + " different ids are counted, " + totals.count() + " are there");
            }
            agree(table, totals, served.sums(table));
        }
    }

    private Totals totals(String table) {
        Totals totals = Totals.NONE;
        for (Map.Entry<Part, Seen> part : sealed.entrySet()) {
            if (part.getKey().table().equals(table)) {
                totals = totals.plus(part.getValue().totals());
            }
        }
        return totals;
    }

    /** Reads a part row by row until nothing acknowledged is missing, or the bound has passed. */
    private void seal(Served served, Part part, boolean last) throws SQLException {
        long begin = System.nanoTime();
        Audit.Result result = audit(served, part);
        while (result.missed() > 0 && System.nanoTime() - begin < visible.toNanos()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            result = audit(served, part);
        }
        Violation kind = last ? Violation.LOST : Violation.UNSEEN;
        long more = result.missed() - result.missing().size();
        result.missing()
                .forEach(id -> findings.add(
                        kind,
                        part.table() + " " + id.text(),
                        "it was acknowledged and is not there within " + visible));
        for (long i = 0; i < more; i++) {
            findings.add(kind, part + " more " + i, "one of " + more + " more that were acknowledged");
        }
        sealed.put(part, new Seen(result.totals(), result.recovered()));
    }

    private Audit.Result audit(Served served, Part part) throws SQLException {
        Audit audit = new Audit(part.table(), part.round(), ledger.requests(part.round()), contents, findings);
        // A table of which nothing got into the log is not there, and then nothing of it may be acknowledged.
        if (books.read(served).containsKey(part.table())) {
            served.rows(part.table(), part.round(), audit::row);
        }
        return audit.result();
    }

    /** Compares counts and sums of each sealed part with what its rows said. */
    private void sums(Served served) throws SQLException {
        Set<Part> parts = Set.copyOf(sealed.keySet());
        Set<String> tables = new HashSet<>();
        parts.forEach(part -> tables.add(part.table()));
        for (String table : tables) {
            if (table.startsWith("made_") && !isRecent(table)) {
                continue;
            }
            Map<String, Served.Sums> rounds = sumsByRound(served, table);
            for (Part part : parts) {
                if (part.table().equals(table)) {
                    compare(served, part, rounds.getOrDefault(Integer.toString(part.round()), NOTHING));
                }
            }
            rounds.keySet()
                    .removeIf(round -> ledger.rounds().stream().anyMatch(r -> round.equals(Integer.toString(r))));
            rounds.forEach((round, sums) ->
                    findings.add(Violation.PHANTOM, table + " round " + round, sums + " of a round of nobody's"));
        }
    }

    /** Tables of old rounds take no events any more; their books and the last check cover them. */
    private boolean isRecent(String table) {
        int newest = ledger.rounds().stream().mapToInt(r -> r).max().orElse(0);
        return Integer.parseInt(table.substring("made_".length())) > newest - RECENT;
    }

    private void compare(Served served, Part part, Served.Sums sums) throws SQLException {
        Seen seen = sealed.getOrDefault(part, new Seen(Totals.NONE, 0));
        if (sums.count() < seen.totals().count()) {
            findings.add(
                    Violation.STALE,
                    "count of " + part + " " + seen.totals().count(),
                    "there were " + seen.totals().count() + " rows, now " + sums.count());
        }
        Served.Sums now = sums;
        for (int n = 0; n < LATE_COMERS && !agrees(seen.totals(), now); n++) {
            // Unknown events may have come late, and more of them between two questions; the rows say.
            seal(served, part, false);
            seen = sealed.getOrDefault(part, seen);
            now = sumsByRound(served, part.table()).getOrDefault(Integer.toString(part.round()), NOTHING);
        }
        agree(part.toString(), seen.totals(), now);
    }

    private Map<String, Served.Sums> sumsByRound(Served served, String table) throws SQLException {
        return books.read(served).containsKey(table) ? served.sumsByRound(table) : new TreeMap<>();
    }

    private static boolean agrees(Totals totals, Served.Sums sums) {
        return totals.agrees(sums.count(), sums.amount(), sums.price());
    }

    private void agree(String thing, Totals totals, Served.Sums sums) {
        if (!agrees(totals, sums)) {
            findings.add(
                    Violation.CORRUPTED,
                    "sums of " + thing,
                    "SQL says " + sums + ", the rows that belong there " + totals);
        }
    }

    private void books(Served served, boolean last) throws SQLException {
        books.read(served).forEach((table, figures) -> {
            long count = totals(table).count();
            if (last ? figures.stored() != count : figures.stored() < count) {
                findings.add(
                        Violation.UNBALANCED,
                        table + " stored " + figures.stored(),
                        figures.stored() + " are stored, " + count + " were seen");
            }
        });
    }

    /** Events without an answer that are there. */
    long recovered() {
        return sealed.values().stream().mapToLong(Seen::recovered).sum();
    }

    /** Rows that are there as they should be. */
    long present() {
        return sealed.values().stream().mapToLong(s -> s.totals().count()).sum();
    }
}
