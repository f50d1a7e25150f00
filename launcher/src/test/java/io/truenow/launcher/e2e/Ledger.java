package io.truenow.launcher.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What clients meant to send: one line per event, written before it is sent. Thread-safe. */
final class Ledger {

    private final Path file;

    /**
     * What a table must answer.
     *
     * @param events events of different ids
     * @param sum sum of their amounts
     */
    record Total(long events, long sum) {}

    Ledger(Path file) {
        this.file = file;
    }

    /** Writes lines of table, id and amount. */
    synchronized void write(String lines) {
        try {
            Files.writeString(
                    file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Totals by table, read back from the file. */
    synchronized Map<String, Total> totals() {
        Map<String, Total> totals = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", -1);
                if (!ids.add(parts[0] + " " + parts[1])) {
                    throw new AssertionError("The ledger has an id twice: " + line);
                }
                totals.merge(
                        parts[0],
                        new Total(1, Long.parseLong(parts[2])),
                        (a, b) -> new Total(a.events() + b.events(), a.sum() + b.sum()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return totals;
    }
}
