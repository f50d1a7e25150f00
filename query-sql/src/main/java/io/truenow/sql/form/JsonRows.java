package io.truenow.sql.form;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlColumn;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * One document, {@code {"columns":[…],"rows":[[…]],"row_count",…}}. One that ends early has a member {@code error} after its rows and no
 * {@code row_count}.
 */
final class JsonRows implements RowWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;
    private List<SqlColumn> columns = List.of();

    JsonRows(OutputStream stream) {
        this.out = JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), stream);
    }

    @Override
    public void begin(List<SqlColumn> all) {
        columns = all;
        out.writeStartObject();
        out.writeArrayPropertyStart("columns");
        for (SqlColumn column : all) {
            out.writeStartObject();
            out.writeStringProperty("name", column.name());
            out.writeStringProperty("type", column.typeName());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("rows");
    }

    @Override
    public void row(@Nullable Object[] row) {
        out.writeStartArray();
        for (int i = 0; i < row.length; i++) {
            JsonText.value(out, columns.get(i), row[i]);
        }
        out.writeEndArray();
    }

    @Override
    public void end(End end) {
        out.writeEndArray();
        out.writeNumberProperty("row_count", end.rows());
        out.writeNumberProperty("elapsed_ms", end.elapsedMillis());
        out.writeNumberProperty("rows_scanned", end.rowsScanned());
        if (end.incompleteBeforeMicros() != Long.MIN_VALUE) {
            out.writeNumberProperty("incomplete_before_us", end.incompleteBeforeMicros());
        }
        if (end.next() != null) {
            out.writeStringProperty("next", end.next());
        }
        out.writeEndObject();
        out.close();
    }

    @Override
    public boolean fail(TrueNowException failure) {
        out.writeEndArray();
        JsonText.failure(out, failure);
        out.writeEndObject();
        out.close();
        return true;
    }

    @Override
    public void flush() {
        out.flush();
    }
}
