package io.truenow.admin.query;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.RowSink;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as CSV by RFC 4180: a line of names, CRLF, quotes where a text needs them. NULL is nothing, an empty text is {@code ""}, so
 * that the two stay apart. One thread.
 */
final class CsvRows implements RowSink {

    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;
    private final boolean guarded;

    /**
     * A writer.
     *
     * @param guarded whether a text that a spreadsheet would take for a formula gets an apostrophe in front
     */
    CsvRows(Writer out, boolean guarded) {
        this.out = out;
        this.guarded = guarded;
    }

    @Override
    public void columns(List<ResultColumn> columns) throws IOException {
        line(columns.stream().map(ResultColumn::name).toArray());
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        line(cells);
    }

    private void line(@Nullable Object[] cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            Object cell = cells[i];
            if (cell != null) {
                out.write(cell instanceof String text ? quoted(guard(text)) : cell.toString());
            }
        }
        out.write("\r\n");
    }

    private String guard(String text) {
        return guarded && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean needed = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
