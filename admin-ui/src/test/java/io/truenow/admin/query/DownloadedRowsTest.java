package io.truenow.admin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.RowSink;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DownloadedRowsTest {

    private static final List<ResultColumn> COLUMNS =
            List.of(new ResultColumn("region", "VARCHAR", false), new ResultColumn("sum, all", "DOUBLE", true));

    private final StringWriter text = new StringWriter();

    private static void write(RowSink sink, @Nullable Object[]... rows) throws IOException {
        sink.columns(COLUMNS);
        for (Object[] row : rows) {
            sink.row(row);
        }
    }

    @Test
    void csvQuotesWhatNeedsItAndKeepsNullApartFromAnEmptyText() throws IOException {
        write(
                new CsvRows(text, false),
                new @Nullable Object[] {"a \"b\", c", 1.5},
                new @Nullable Object[] {"", null},
                new @Nullable Object[] {null, -2L},
                new @Nullable Object[] {"two\nlines", 0.0});

        assertThat(text)
                .hasToString("region,\"sum, all\"\r\n\"a \"\"b\"\", c\",1.5\r\n\"\",\r\n,-2\r\n\"two\nlines\",0.0\r\n");
    }

    @Test
    void aTextThatASpreadsheetWouldRunIsDisarmedOnlyWhereAsked() throws IOException {
        write(new CsvRows(text, true), new @Nullable Object[] {"=1+1", -3L}, new @Nullable Object[] {"日本", 1L});
        assertThat(text).hasToString("region,\"sum, all\"\r\n'=1+1,-3\r\n日本,1\r\n");

        text.getBuffer().setLength(0);
        write(new CsvRows(text, false), new @Nullable Object[] {"=1+1", -3L});
        assertThat(text.toString()).endsWith("\r\n=1+1,-3\r\n");
    }

    @Test
    void jsonEndsOnlyWhereTheAnswerDid() throws IOException {
        JsonRows whole = new JsonRows(text);
        write(whole, new @Nullable Object[] {"a\\\"\u0001", 1.5}, new @Nullable Object[] {null, null});
        whole.end(new SqlExport.End(2, true, null));
        assertThat(text).hasToString("""
                        {"columns":[{"name":"region","type":"VARCHAR"},{"name":"sum, all","type":"DOUBLE"}],"rows":[
                        ["a\\\\\\"\\u0001",1.5],
                        [null,null]
                        ],"row_count":2,"truncated":true}
                        """);

        text.getBuffer().setLength(0);
        JsonRows broken = new JsonRows(text);
        write(broken, new @Nullable Object[] {"a", 1.0});
        broken.end(new SqlExport.End(1, false, new SqlFailure("away", "08006", null, false)));
        assertThat(text.toString()).endsWith("[\"a\",1.0]");
    }
}
