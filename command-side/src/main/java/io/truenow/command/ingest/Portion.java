package io.truenow.command.ingest;

import io.truenow.events.ingest.EventColumnsBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The events of a request that name the same table, under construction. Null: what the request says as a whole. */
public final class Portion {

    private final @Nullable String namespace;
    private final @Nullable String table;
    private final byte[] namespaceUtf8;
    private final byte[] tableUtf8;
    private final EventColumnsBuilder builder;
    private final ColumnCache dimensions = new ColumnCache();
    private final ColumnCache metrics = new ColumnCache();
    private int[] indexes;

    /** Nothing yet. */
    public Portion(@Nullable String namespace, @Nullable String table, int expectedRows) {
        this.namespace = namespace;
        this.table = table;
        this.namespaceUtf8 = utf8(namespace);
        this.tableUtf8 = utf8(table);
        this.builder = new EventColumnsBuilder(expectedRows);
        this.indexes = new int[expectedRows];
    }

    @Nullable
    String namespace() {
        return namespace;
    }

    @Nullable
    String table() {
        return table;
    }

    /** The namespace in UTF-8; empty for null. */
    byte[] namespaceUtf8() {
        return namespaceUtf8;
    }

    /** The table in UTF-8; empty for null. */
    byte[] tableUtf8() {
        return tableUtf8;
    }

    private static byte[] utf8(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Where the rows go. */
    public EventColumnsBuilder builder() {
        return builder;
    }

    ColumnCache dimensions() {
        return dimensions;
    }

    ColumnCache metrics() {
        return metrics;
    }

    /** Ended rows. */
    public int rows() {
        return builder.rows();
    }

    /** Per row the position in the request; may be longer than the rows. */
    public int[] indexes() {
        return indexes;
    }

    /** Begins a row. */
    public void begin() {
        builder.beginRow();
        dimensions.mark();
        metrics.mark();
    }

    /** Forgets the row that was begun. */
    public void abandon() {
        builder.abandonRow();
        dimensions.rewind();
        metrics.rewind();
    }

    /** Ends the row, which stands at a position in its request. */
    public void end(int index) {
        int row = builder.rows();
        builder.endRow();
        if (row == indexes.length) {
            indexes = Arrays.copyOf(indexes, row * 2);
        }
        indexes[row] = index;
    }

    /** Moves the row that was begun to another portion, where it ends. */
    void moveTo(Portion target, int index) {
        builder.moveRowTo(target.builder);
        dimensions.rewind();
        metrics.rewind();
        target.end(index);
    }
}
