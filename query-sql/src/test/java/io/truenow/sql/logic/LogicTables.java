package io.truenow.sql.logic;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.Events;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tables of a file: what its {@code CREATE TABLE} and {@code INSERT} say, as events. A number is a metric, a text a dimension, NULL is left
 * out. Not thread-safe.
 */
final class LogicTables {

    private static final long T0 = 1_700_000_000_000_000L;
    private static final Pattern CREATE =
            Pattern.compile("CREATE TABLE (\\w+)\\s*\\((.*)\\)\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern INSERT = Pattern.compile(
            "INSERT INTO (\\w+)\\s*(?:\\(([^)]*)\\))?\\s*VALUES\\s*\\((.*)\\)\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern IGNORED =
            Pattern.compile("(CREATE (UNIQUE )?INDEX|DROP INDEX|REINDEX).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(\\w+)\\s+(\\w+).*", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\s*('(?:[^']|'')*'|[^,']+?)\\s*(?:,|$)");

    private final Map<String, Table> tables = new TreeMap<>();
    private final ReferenceReads reads = new ReferenceReads();
    private int events;

    private static final class Table {
        final Map<String, String> columns = new LinkedHashMap<>();
        final List<Map<String, Object>> rows = new ArrayList<>();
        boolean loaded;
    }

    ReferenceReads reads() {
        return reads;
    }

    /** Does what a statement says; false if it says something that events cannot. */
    boolean accept(String statement) {
        Matcher create = CREATE.matcher(statement.strip());
        if (create.matches()) {
            return create(create.group(1).toLowerCase(Locale.ROOT), create.group(2));
        }
        Matcher insert = INSERT.matcher(statement.strip());
        if (insert.matches()) {
            return insert(insert.group(1).toLowerCase(Locale.ROOT), insert.group(2), insert.group(3));
        }
        return IGNORED.matcher(statement.strip()).matches();
    }

    private boolean create(String name, String columns) {
        if (tables.containsKey(name)) {
            return false;
        }
        Table table = new Table();
        for (String column : columns.split(",(?![^(]*\\))", -1)) {
            Matcher named = COLUMN.matcher(column.strip());
            if (!named.matches()) {
                return false;
            }
            String type = named.group(2).toUpperCase(Locale.ROOT);
            table.columns.put(
                    named.group(1).toLowerCase(Locale.ROOT),
                    switch (type) {
                        case "INTEGER", "INT", "BIGINT" -> "BIGINT";
                        case "VARCHAR", "TEXT", "CHAR" -> "VARCHAR";
                        case "REAL", "FLOAT", "DOUBLE" -> "DOUBLE";
                        default -> type;
                    });
        }
        tables.put(name, table);
        return Set.of("BIGINT", "VARCHAR", "DOUBLE").containsAll(new HashSet<>(table.columns.values()));
    }

    private boolean insert(String name, @Nullable String columns, String values) {
        Table table = tables.get(name);
        if (table == null || table.loaded) {
            return false;
        }
        List<String> names = columns == null
                ? List.copyOf(table.columns.keySet())
                : List.of(columns.toLowerCase(Locale.ROOT).replaceAll("\\s", "").split(",", -1));
        Map<String, Object> row = new TreeMap<>();
        Matcher value = VALUE.matcher(values);
        for (int i = 0; value.find(); i++) {
            String text = value.group(1);
            String type = i < names.size() ? table.columns.get(names.get(i)) : null;
            if (type == null) {
                return false;
            }
            if (!text.equalsIgnoreCase("NULL")) {
                boolean quoted = text.startsWith("'");
                if (quoted != type.equals("VARCHAR")) {
                    return false;
                }
                row.put(
                        names.get(i),
                        quoted
                                ? text.substring(1, text.length() - 1).replace("''", "'")
                                : (Object) Double.valueOf(text));
            }
        }
        table.rows.add(row);
        return true;
    }

    /** Whether a statement names a table. */
    boolean names(String sql, String table) {
        return Pattern.compile("\\b" + table + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }

    /**
     * A query over tables with the types of their declarations: metrics are DOUBLE, so each table that is named becomes a common table
     * expression which casts.
     */
    String typed(String query) {
        List<String> parts = new ArrayList<>();
        tables.forEach((name, table) -> {
            if (names(query, name)) {
                load(name, table);
                List<String> columns = new ArrayList<>();
                table.columns.forEach((column, type) -> columns.add(
                        table.rows.stream().noneMatch(row -> row.containsKey(column))
                                ? "CAST(NULL AS " + type + ") AS \"" + column + "\""
                                : "CAST(\"" + column + "\" AS " + type + ") AS \"" + column + "\""));
                parts.add(name + " AS (SELECT " + String.join(", ", columns)
                        + (table.rows.isEmpty() ? " FROM (VALUES (1)) WHERE 1 = 0)" : " FROM logic.\"" + name + "\")"));
            }
        });
        return parts.isEmpty() ? query : "WITH " + String.join(", ", parts) + "\n" + query;
    }

    private void load(String name, Table table) {
        if (!table.loaded) {
            table.loaded = true;
            if (!table.rows.isEmpty()) {
                Events all = new Events();
                table.rows.forEach(row -> all.add("r" + events, T0 + events++, row));
                all.into(reads, new TableRef("default", "logic", name));
            }
        }
    }

    /** Whether every table that a query names has rows and values in all columns, so that it can be asked as it is. */
    boolean plain(String query) {
        return tables.entrySet().stream()
                .filter(table -> names(query, table.getKey()))
                .allMatch(table -> table.getValue().columns.keySet().stream()
                        .allMatch(column -> table.getValue().rows.stream().anyMatch(row -> row.containsKey(column))));
    }
}
