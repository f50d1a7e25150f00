package io.truenow.admin.query;

import io.truenow.admin.format.JsonText;
import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.RowSink;
import io.truenow.admin.port.SqlExport;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON in the form of {@code POST /v1/sql}, with {@code truncated} at its end. One thread. */
final class JsonRows implements RowSink {

    private final Writer out;
    private boolean first = true;

    JsonRows(Writer out) {
        this.out = out;
    }

    @Override
    public void columns(List<ResultColumn> columns) throws IOException {
        out.write("{\"columns\":[");
        for (int i = 0; i < columns.size(); i++) {
            out.write((i > 0 ? "," : "") + "{\"name\":"
                    + JsonText.quoted(columns.get(i).name()) + ",\"type\":"
                    + JsonText.quoted(columns.get(i).type()) + "}");
        }
        out.write("],\"rows\":[");
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        out.write(first ? "\n[" : ",\n[");
        first = false;
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            out.write(i > 0 ? "," : "");
            out.write(cell instanceof String text ? JsonText.quoted(text) : String.valueOf(cell));
        }
        out.write(']');
    }

    /** Ends the text; an answer that failed is not ended, so that nobody takes it for a whole one. */
    void end(SqlExport.End end) throws IOException {
        if (end.failure() == null) {
            out.write("\n],\"row_count\":" + end.rows() + ",\"truncated\":" + end.cut() + "}\n");
        }
    }
}
