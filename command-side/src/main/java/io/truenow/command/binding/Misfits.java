package io.truenow.command.binding;

import io.truenow.command.schema.Pointers;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.error.ErrorCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Gathers the first misfit of each row of a batch. Not thread-safe. */
final class Misfits {

    private final String schema;
    private final BitSet rows = new BitSet();
    private final List<Misfit> found = new ArrayList<>();

    /** @param schema what the events are held against, for the hints */
    Misfits(String schema) {
        this.schema = schema;
    }

    boolean has(int row) {
        return rows.get(row);
    }

    /** Notes that a value does not fit. */
    void value(int row, ColumnRole sentAs, String name, String below, String message) {
        String field = sentAs == ColumnRole.DIMENSION ? "dimensions/" : "metrics/";
        add(
                row,
                ErrorCode.SCHEMA_MISMATCH,
                "[" + shown(name) + "] " + message + ".",
                field + Pointers.token(name) + below);
    }

    /** Notes that a number is of no column. */
    void number(int row, ColumnRole sentAs, String name, String message) {
        String field = sentAs == ColumnRole.DIMENSION ? "dimensions/" : "metrics/";
        add(row, ErrorCode.INVALID_NUMBER, "[" + shown(name) + "] " + message + ".", field + Pointers.token(name));
    }

    /** Notes that the event as a whole does not fit. */
    void event(int row, String path, String message) {
        add(row, ErrorCode.SCHEMA_MISMATCH, message, path);
    }

    private void add(int row, ErrorCode code, String message, String path) {
        if (!rows.get(row)) {
            rows.set(row);
            found.add(new Misfit(row, code, message, path, "The table takes what " + schema + " allows."));
        }
    }

    private static String shown(String name) {
        return name.length() > 200 ? name.substring(0, 200) + "…" : name;
    }

    /** All of them, by row. */
    List<Misfit> all() {
        found.sort(Comparator.comparingInt(Misfit::row));
        return found;
    }
}
