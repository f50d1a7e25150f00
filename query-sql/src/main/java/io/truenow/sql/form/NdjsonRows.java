package io.truenow.sql.form;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlColumn;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A row a line, as an object with the columns' names. One that ends early has a last line {@code {"error":{…}}}: no row looks like it,
 * because a value of a row is never an object. The next page, if there is one, is only in the header.
 */
final class NdjsonRows implements RowWriter {

    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator("\n").build();

    private final JsonGenerator out;
    private List<SqlColumn> columns = List.of();
    private List<String> labels = List.of();
    private boolean any;

    NdjsonRows(OutputStream stream) {
        this.out = JSON.createGenerator(ObjectWriteContext.empty(), stream);
    }

    @Override
    public void begin(List<SqlColumn> all) {
        columns = all;
        labels = ColumnLabels.of(all);
    }

    @Override
    public void row(@Nullable Object[] row) {
        any = true;
        out.writeStartObject();
        for (int i = 0; i < row.length; i++) {
            out.writeName(labels.get(i));
            JsonText.value(out, columns.get(i), row[i]);
        }
        out.writeEndObject();
    }

    @Override
    public void end(End end) {
        close();
    }

    @Override
    public boolean fail(TrueNowException failure) {
        any = true;
        out.writeStartObject();
        out.writeObjectPropertyStart("error");
        JsonText.failure(out, failure);
        out.writeEndObject();
        out.writeEndObject();
        close();
        return true;
    }

    private void close() {
        if (any) {
            out.writeRaw('\n');
        }
        out.close();
    }

    @Override
    public void flush() {
        out.flush();
    }
}
