package io.truenow.sql.form;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream in Arrow's IPC format: the schema, batches of rows, the mark of the end. Written by hand over bytes on the heap, as streams are
 * read (decision 0011). A batch is at most {@value #BATCH_ROWS} rows or about {@value #BATCH_BYTES} bytes of texts. One that ends early has no mark
 * of the end.
 *
 * <pre>
 *   message: FF FF FF FF │ length of the description:4 │ description, padded to 8 │ buffers, each padded to 8
 *   end:     FF FF FF FF │ 0:4
 * </pre>
 */
final class ArrowRows implements RowWriter {

    private static final int BATCH_ROWS = 8_192;
    private static final int BATCH_BYTES = 1 << 20;
    private static final int CONTINUES = -1;

    private final OutputStream out;
    private List<ArrowVector> vectors = List.of();
    private int rows;

    ArrowRows(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<SqlColumn> columns) throws IOException {
        List<ArrowVector> made = new ArrayList<>();
        for (SqlColumn column : columns) {
            made.add(ArrowVector.of(column));
        }
        vectors = made;
        message(ArrowMessages.schema(ColumnLabels.of(columns), vectors));
    }

    @Override
    public void row(@Nullable Object[] row) throws IOException {
        long bytes = 0;
        for (int i = 0; i < row.length; i++) {
            vectors.get(i).add(row[i]);
            bytes += vectors.get(i).textBytes();
        }
        if (++rows == BATCH_ROWS || bytes >= BATCH_BYTES) {
            batch();
        }
    }

    private void batch() throws IOException {
        if (rows == 0) {
            return;
        }
        List<ArrowMessages.Node> nodes = new ArrayList<>();
        List<ArrowBytes> buffers = new ArrayList<>();
        for (ArrowVector vector : vectors) {
            nodes.add(new ArrowMessages.Node(rows, vector.nulls()));
            buffers.addAll(vector.buffers());
        }
        message(ArrowMessages.batch(rows, nodes, buffers));
        for (ArrowBytes buffer : buffers) {
            buffer.writePaddedTo(out);
        }
        vectors.forEach(ArrowVector::clear);
        rows = 0;
    }

    private void message(ByteBuffer description) throws IOException {
        int length = description.remaining();
        int padded = (length + 7) & ~7;
        ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(CONTINUES).putInt(padded).put(description);
        out.write(head.array());
    }

    @Override
    public void end(End end) throws IOException {
        batch();
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUES)
                .putInt(0)
                .array());
    }

    @Override
    public boolean fail(TrueNowException failure) {
        return false;
    }

    @Override
    public void flush() throws IOException {
        batch();
    }
}
