package io.truenow.sql.form;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlColumn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of values between commas, by RFC 4180: UTF-8, lines end with CR LF, the first has the names, and what holds a comma, a quote or an
 * end of a line stands in quotes. No value is nothing between commas; an empty text is {@code ""}, and so is a line's only missing value,
 * because an empty line would be none. There is no way to say that the rest is missing.
 */
final class CsvRows implements RowWriter {

    private final Writer out;
    private List<SqlColumn> columns = List.of();

    CsvRows(OutputStream stream) {
        this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 13);
    }

    @Override
    public void begin(List<SqlColumn> all) throws IOException {
        columns = all;
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            text(all.get(i).name());
        }
        out.write("\r\n");
    }

    @Override
    public void row(@Nullable Object[] row) throws IOException {
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            Object value = row[i];
            if (value != null) {
                text(
                        value instanceof java.math.BigDecimal d
                                ? d.toPlainString()
                                : JsonText.text(columns.get(i), value));
            } else if (row.length == 1) {
                out.write("\"\"");
            }
        }
        out.write("\r\n");
    }

    private void text(String text) throws IOException {
        if (!text.isEmpty() && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')) {
            out.write(text);
            return;
        }
        out.write('"');
        out.write(text.replace("\"", "\"\""));
        out.write('"');
    }

    @Override
    public void end(End end) throws IOException {
        out.flush();
    }

    @Override
    public boolean fail(TrueNowException failure) throws IOException {
        out.flush();
        return false;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
