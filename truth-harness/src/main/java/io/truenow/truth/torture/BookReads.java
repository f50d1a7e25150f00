package io.truenow.truth.torture;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the books of the tables, each time holding that logged is stored + duplicates + conflicting and that no watermark goes back.
 * Thread-safe.
 */
final class BookReads {

    private final MonotonicReads reads;
    private final Findings findings;
    private final Set<String> tables = ConcurrentHashMap.newKeySet();

    BookReads(MonotonicReads reads, Findings findings) {
        this.reads = reads;
        this.findings = findings;
    }

    /** The books by table. */
    Map<String, Served.Books> read(Served served) throws SQLException {
        Map<String, Long> floors = new HashMap<>();
        tables.forEach(table -> floors.put(table, reads.floor(watermark(table))));
        Map<String, Served.Books> all = served.books();
        all.forEach((table, books) -> check(table, books, floors.getOrDefault(table, Long.MIN_VALUE)));
        tables.addAll(all.keySet());
        return all;
    }

    void check(String table, Served.Books books, long floorMicros) {
        if (books.logged() != books.stored() + books.duplicates() + books.conflicting()) {
            findings.add(Violation.UNBALANCED, table + " " + books.logged(), books.toString());
        }
        reads.saw(watermark(table), floorMicros, books.watermarkMicros());
    }

    private static String watermark(String table) {
        return "watermark of " + table;
    }
}
