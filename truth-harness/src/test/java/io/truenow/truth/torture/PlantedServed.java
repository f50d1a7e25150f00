package io.truenow.truth.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves the rows of a list, so that a test can plant what it likes. */
final class PlantedServed implements Served {

    /** Rows by table. */
    final Map<String, List<ServedRow>> tables = new HashMap<>();

    /** Added to what the sums say. */
    double priceLie;

    /** Added to what is said to be logged. */
    long loggedLie;

    /** Watermark that is said. */
    long watermarkMicros = 1;

    /** Different ids that are said, if not the truth. */
    @Nullable
    Long distinctLie;

    /** Rows of a table, which is made if it is not there. */
    List<ServedRow> table(String name) {
        return tables.computeIfAbsent(name, t -> new ArrayList<>());
    }

    private List<ServedRow> rows(String table) {
        return tables.getOrDefault(table, List.of());
    }

    @Override
    public long count(String table) {
        return rows(table).size();
    }

    @Override
    public long distinct(String table) {
        return distinctLie != null
                ? distinctLie
                : rows(table).stream().map(ServedRow::id).distinct().count();
    }

    @Override
    public long count(String table, String id) {
        return rows(table).stream().filter(r -> r.id().equals(id)).count();
    }

    @Override
    public Sums sums(String table) {
        return sums(rows(table));
    }

    private Sums sums(List<ServedRow> rows) {
        return new Sums(
                rows.size(),
                rows.stream().mapToDouble(ServedRow::amount).sum(),
                rows.stream().mapToDouble(ServedRow::price).sum() + priceLie);
    }

    @Override
    public Map<String, Sums> sumsByRound(String table) {
        Map<String, List<ServedRow>> rounds = new HashMap<>();
        rows(table).forEach(r -> rounds.computeIfAbsent(String.valueOf(r.round()), k -> new ArrayList<>())
                .add(r));
        Map<String, Sums> sums = new HashMap<>();
        rounds.forEach((round, rows) -> sums.put(round, sums(rows)));
        return sums;
    }

    @Override
    public void rows(String table, int round, Consumer<ServedRow> consumer) {
        rows(table).stream()
                .filter(r -> Integer.toString(round).equals(r.round()))
                .forEach(consumer);
    }

    @Override
    public Map<String, Books> books() {
        Map<String, Books> books = new HashMap<>();
        tables.forEach((table, rows) ->
                books.put(table, new Books(rows.size() + loggedLie, rows.size(), 0, 0, watermarkMicros)));
        return books;
    }

    @Override
    public void close() {}
}
