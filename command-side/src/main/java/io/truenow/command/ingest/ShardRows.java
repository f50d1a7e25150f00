package io.truenow.command.ingest;

import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.RequestSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepted rows of one shard, of one request after the other, with where each came from. Not thread-safe. */
final class ShardRows {

    private final int shard;
    private final @Nullable EventColumnsBuilder builder;
    private int[] requests;
    private int[] rows;
    private int[] ordinals;
    private int size;

    /** Rows that are added later. */
    ShardRows(int shard, int expectedRows) {
        this.shard = shard;
        this.builder = new EventColumnsBuilder(expectedRows);
        this.requests = new int[expectedRows];
        this.rows = new int[expectedRows];
        this.ordinals = new int[expectedRows];
    }

    private ShardRows(int size) {
        this.shard = 0;
        this.builder = null;
        this.requests = new int[0];
        this.rows = requests;
        this.ordinals = requests;
        this.size = size;
    }

    /** All rows of a single request, which has the columns itself. */
    static ShardRows whole(int rows) {
        return new ShardRows(rows);
    }

    int shard() {
        return shard;
    }

    int size() {
        return size;
    }

    /** Appends rows {@code [from, to)} of a request, whose first has the given ordinal among its accepted rows. */
    void add(EventColumns events, int request, int from, int to, int ordinal) {
        required().appendAll(events, from, to);
        int end = size + to - from;
        if (end > rows.length) {
            int capacity = Math.max(end, rows.length * 2);
            requests = Arrays.copyOf(requests, capacity);
            rows = Arrays.copyOf(rows, capacity);
            ordinals = Arrays.copyOf(ordinals, capacity);
        }
        for (int i = from; i < to; i++) {
            requests[size] = request;
            rows[size] = i;
            ordinals[size++] = ordinal + i - from;
        }
    }

    private EventColumnsBuilder required() {
        if (builder == null) {
            throw new IllegalStateException("The rows of a whole request are not gathered.");
        }
        return builder;
    }

    EventColumns build() {
        return required().build();
    }

    /** Request of a row, by its place in the command. */
    int request(int i) {
        return builder == null ? 0 : requests[i];
    }

    /** Row in its request. */
    int row(int i) {
        return builder == null ? i : rows[i];
    }

    private int ordinal(int i) {
        return builder == null ? i : ordinals[i];
    }

    /** The spans of rows {@code [from, to)} by request. */
    List<RequestSpan> spans(int from, int to, List<SpanOwner> owners) {
        List<RequestSpan> spans = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (i == from || request(i) != request(i - 1)) {
                SpanOwner owner = owners.get(request(i));
                spans.add(new RequestSpan(i - from, owner.principal(), owner.requestId(), ordinal(i)));
            }
        }
        return spans;
    }

    /** Who sent a request. */
    record SpanOwner(String principal, String requestId) {}
}
