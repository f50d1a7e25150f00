package io.truenow.sql.scan;

import java.util.Arrays;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into an operator that keeps one entry for each different key among them, a group or a distinct value: the bytes of
 * those entries are held in the statement's memory before the operator has them. Keys are told apart by a hash of 64 bits. Not
 * thread-safe.
 */
public final class HeldGroups<T extends @Nullable Object> implements Enumerator<T> {

    private static final long STEP = 256L << 10;
    private static final int ENTRY = 120;

    private final Enumerator<T> rows;
    private final StatementScope scope;
    private final int place;
    private final int[][] keys;
    private final int stateBytes;
    private final long salt;
    private long[] seen = new long[256];
    private int size;
    private boolean zero;
    private long bytes;
    private long heldBytes;

    /**
     * Rows for the operator at a place of a statement's plan.
     *
     * @param keys columns of each kind of key that the operator keeps entries of
     * @param stateBytes what it keeps beside a key, estimated
     */
    public HeldGroups(Enumerator<T> rows, StatementScope scope, int place, int[][] keys, int stateBytes) {
        this.rows = rows;
        this.scope = scope;
        this.place = place;
        this.keys = keys;
        this.stateBytes = stateBytes;
        this.salt = mixed(System.identityHashCode(this), 0x9E3779B97F4A7C15L);
    }

    @Override
    public boolean moveNext() {
        boolean more = rows.moveNext();
        if (more) {
            Object row = rows.current();
            for (int kind = 0; kind < keys.length; kind++) {
                take(row, kind);
            }
            if (bytes - heldBytes >= STEP) {
                scope.checkAlive();
                scope.memory().hold(place, bytes);
                heldBytes = bytes;
            }
        }
        return more;
    }

    private void take(@Nullable Object row, int kind) {
        long hash = mixed(salt, kind);
        for (int column : keys[kind]) {
            hash = mixed(hash, hash(value(row, column)));
        }
        if (isNew(hash)) {
            bytes += ENTRY + stateBytes;
            for (int column : keys[kind]) {
                bytes += RowBytes.of(value(row, column));
            }
        }
    }

    private static @Nullable Object value(@Nullable Object row, int column) {
        return row instanceof Object[] values ? values[column] : row;
    }

    private boolean isNew(long hash) {
        if (hash == 0) {
            boolean first = !zero;
            zero = true;
            return first;
        }
        if (!put(seen, hash)) {
            return false;
        }
        if (++size > seen.length / 2) {
            long[] larger = new long[seen.length * 2];
            for (long each : seen) {
                if (each != 0) {
                    put(larger, each);
                }
            }
            seen = larger;
        }
        return true;
    }

    private static boolean put(long[] table, long hash) {
        int mask = table.length - 1;
        int at = (int) (hash >>> 20) & mask;
        while (table[at] != 0) {
            if (table[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        table[at] = hash;
        return true;
    }

    /** Texts by their characters, since anyone can write many that share a {@link String#hashCode()}. */
    private long hash(@Nullable Object value) {
        return switch (value) {
            case null -> 1;
            case String text -> {
                long hash = salt;
                for (int i = 0; i < text.length(); i++) {
                    hash = (Long.rotateLeft(hash, 23) ^ text.charAt(i)) * 0xC2B2AE3D27D4EB4FL;
                }
                yield hash;
            }
            case Double number -> Double.doubleToLongBits(number);
            case Number number -> number.longValue() * 31 + number.hashCode();
            case Object[] many -> Arrays.deepHashCode(many);
            default -> value.hashCode();
        };
    }

    private static long mixed(long hash, long value) {
        long z = (hash ^ value) * 0xBF58476D1CE4E5B9L + 0x94D049BB133111EBL;
        z = (z ^ z >>> 30) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    @Override
    public T current() {
        return rows.current();
    }

    @Override
    public void reset() {
        rows.reset();
    }

    @Override
    public void close() {
        rows.close();
    }
}
