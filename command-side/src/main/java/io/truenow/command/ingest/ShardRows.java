package io.truenow.command.ingest;

import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.RequestSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Accepted rows of one shard, of one request after the other, with where each came from. Not thread-safe. */
final class ShardRows {

    private final int shard;
    private final EventColumnsBuilder builder;
    private int[] requests;
    private int[] rows;
    private int[] ordinals;
    private int size;

    ShardRows(int shard, int expectedRows) {
        this.shard = shard;
        this.builder = new EventColumnsBuilder(expectedRows);
        this.requests = new int[expectedRows];
        this.rows = new int[expectedRows];
        this.ordinals = new int[expectedRows];
    }

    int shard() {
        return shard;
    }

    int size() {
        return size;
    }

    /** Appends rows {@code [from, to)} of a request, whose first has the given ordinal among its accepted rows. */
    void add(EventColumns events, int request, int from, int to, int ordinal) {
        builder.appendAll(events, from, to);
        note(request, from, to, ordinal);
    }

    /** Notes rows without copying them; the caller has the columns. */
    void note(int request, int from, int to, int ordinal) {
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

    EventColumns build() {
        return builder.build();
    }

    /** Request of a row, by its place in the command. */
    int request(int i) {
        return requests[i];
    }

    /** Row in its request. */
    int row(int i) {
        return rows[i];
    }

    /** The spans of rows {@code [from, to)} by request. */
    List<RequestSpan> spans(int from, int to, List<SpanOwner> owners) {
        List<RequestSpan> spans = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (i == from || requests[i] != requests[i - 1]) {
                SpanOwner owner = owners.get(requests[i]);
                spans.add(new RequestSpan(i - from, owner.principal(), owner.requestId(), ordinals[i]));
            }
        }
        return spans;
    }

    /** Who sent a request. */
    record SpanOwner(String principal, String requestId) {}
}
