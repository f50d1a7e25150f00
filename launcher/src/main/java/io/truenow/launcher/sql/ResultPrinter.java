package io.truenow.launcher.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Prints the rows of a result as a table for people, as JSON (ruling 43) or as CSV. */
final class ResultPrinter {

    /** Rows that a table looks at to find its widths; later ones may stick out. */
    private static final int WIDTH_SAMPLE = 1_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private ResultPrinter() {}

    static void table(ResultSet rows, PrintWriter out, long begin) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        int columns = meta.getColumnCount();
        int[] widths = new int[columns];
        boolean[] right = new boolean[columns];
        String[] head = new String[columns];
        for (int c = 0; c < columns; c++) {
            head[c] = meta.getColumnLabel(c + 1);
            widths[c] = width(head[c]);
            right[c] = isNumber(meta.getColumnType(c + 1));
        }
        List<String[]> buffer = new ArrayList<>();
        long count = 0;
        boolean printed = false;
        while (rows.next()) {
            String[] row = new String[columns];
            for (int c = 0; c < columns; c++) {
                Object value = value(rows, c + 1);
                row[c] = value == null ? "NULL" : value.toString();
            }
            count++;
            if (!printed) {
                buffer.add(row);
                for (int c = 0; c < columns; c++) {
                    widths[c] = Math.max(widths[c], width(row[c]));
                }
                if (buffer.size() == WIDTH_SAMPLE) {
                    flush(buffer, head, widths, right, out);
                    printed = true;
                }
            } else {
                out.println(line(row, widths, right));
            }
        }
        if (!printed) {
            flush(buffer, head, widths, right, out);
        }
        out.printf(
                Locale.ROOT,
                "%d %s (%.1f ms)%n",
                count,
                count == 1 ? "row" : "rows",
                (System.nanoTime() - begin) / 1e6);
    }

    private static void flush(List<String[]> buffer, String[] head, int[] widths, boolean[] right, PrintWriter out) {
        out.println(line(head, widths, right));
        String[] rule = new String[widths.length];
        for (int c = 0; c < widths.length; c++) {
            rule[c] = "-".repeat(widths[c]);
        }
        out.println(String.join("-+-", rule));
        buffer.forEach(row -> out.println(line(row, widths, right)));
        buffer.clear();
    }

    private static String line(String[] row, int[] widths, boolean[] right) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < row.length; c++) {
            if (c > 0) {
                text.append(" | ");
            }
            String pad = " ".repeat(Math.max(0, widths[c] - width(row[c])));
            text.append(right[c] ? pad + row[c] : c == row.length - 1 ? row[c] : row[c] + pad);
        }
        return text.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isNumber(int type) {
        return switch (type) {
            case Types.BIGINT,
                    Types.INTEGER,
                    Types.SMALLINT,
                    Types.TINYINT,
                    Types.DOUBLE,
                    Types.FLOAT,
                    Types.REAL,
                    Types.DECIMAL,
                    Types.NUMERIC -> true;
            default -> false;
        };
    }

    static void json(ResultSet rows, PrintWriter out, long begin) throws SQLException, IOException {
        ResultSetMetaData meta = rows.getMetaData();
        int columns = meta.getColumnCount();
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("columns");
            for (int c = 1; c <= columns; c++) {
                json.writeStartObject();
                json.writeStringProperty("name", meta.getColumnLabel(c));
                json.writeStringProperty("type", meta.getColumnTypeName(c));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("rows");
            long count = 0;
            while (rows.next()) {
                json.writeStartArray();
                for (int c = 1; c <= columns; c++) {
                    write(json, value(rows, c));
                }
                json.writeEndArray();
                count++;
            }
            json.writeEndArray();
            json.writeNumberProperty("row_count", count);
            json.writeNumberProperty("elapsed_ms", (System.nanoTime() - begin) / 1_000_000);
            // How much the server scanned does not travel over JDBC; POST /v1/sql says it.
            json.writeNullProperty("rows_scanned");
            json.writeEndObject();
        }
        out.println();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean b -> json.writeBoolean(b);
            case Long l -> json.writeNumber(l);
            case Integer i -> json.writeNumber(i);
            case BigDecimal d -> json.writeNumber(d);
            case Double d -> {
                if (Double.isFinite(d)) {
                    json.writeNumber(d);
                } else {
                    json.writeNull();
                }
            }
            default -> json.writeString(value.toString());
        }
    }

    static void csv(ResultSet rows, PrintWriter out) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        int columns = meta.getColumnCount();
        String[] cells = new String[columns];
        Arrays.setAll(cells, c -> "");
        for (int c = 0; c < columns; c++) {
            cells[c] = quoted(meta.getColumnLabel(c + 1));
        }
        out.println(String.join(",", cells));
        while (rows.next()) {
            for (int c = 0; c < columns; c++) {
                Object value = value(rows, c + 1);
                cells[c] = value == null ? "" : value instanceof String s ? quoted(s) : value.toString();
            }
            out.println(String.join(",", cells));
        }
    }

    /** Quotes where RFC 4180 asks for it, and where an empty text must differ from NULL. */
    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof Timestamp) {
            // Avatica carries milliseconds in UTC; read them without this machine's zone.
            long millis = rows.getLong(column);
            return LocalDateTime.ofEpochSecond(
                            Math.floorDiv(millis, 1000L),
                            (int) Math.floorMod(millis, 1000L) * 1_000_000,
                            ZoneOffset.UTC)
                    .format(TIME);
        }
        return value;
    }
}
