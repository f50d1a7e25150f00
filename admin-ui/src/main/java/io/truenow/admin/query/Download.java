package io.truenow.admin.query;

import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs a statement again and streams its rows into a file: nothing of it is held. How it ended goes to the screen, since a CSV file has no
 * place to say that it was cut. Where the statement fails midway, the response is broken off before its end, so that the browser reports a
 * failed download and no file looks whole that is not.
 */
final class Download implements DownloadHandler {

    private static final long serialVersionUID = 1L;

    /** Kinds of files. */
    enum Form {
        CSV("text/csv; charset=utf-8"),
        JSON("application/json");

        private final String type;

        Form(String type) {
            this.type = type;
        }
    }

    private final transient SqlExport export;
    private final String sql;
    private final int maxRows;
    private final Form form;
    private final transient BooleanSupplier guarded;
    private final transient Consumer<SqlExport.End> ended;

    /**
     * A download.
     *
     * @param guarded whether texts like formulas get an apostrophe, asked when the download begins
     * @param ended told how it ended, under the UI's lock
     */
    Download(
            SqlExport export,
            String sql,
            int maxRows,
            Form form,
            BooleanSupplier guarded,
            Consumer<SqlExport.End> ended) {
        this.export = export;
        this.sql = sql;
        this.maxRows = maxRows;
        this.form = form;
        this.guarded = guarded;
        this.ended = ended;
    }

    @Override
    public void handleDownloadRequest(DownloadEvent event) throws IOException {
        event.setFileName("truenow." + form.name().toLowerCase(java.util.Locale.ROOT));
        event.setContentType(form.type);
        SqlExport.End end;
        // Closed only at a good end: closing writes the response's last chunk, which says that it is whole.
        Writer out = new BufferedWriter(new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8));
        if (form == Form.CSV) {
            end = export.export(sql, maxRows, new CsvRows(out, guarded.getAsBoolean()));
        } else {
            JsonRows rows = new JsonRows(out);
            end = export.export(sql, maxRows, rows);
            rows.end(end);
        }
        var unused = event.getUI().access(() -> ended.accept(end));
        SqlFailure failure = end.failure();
        if (failure != null) {
            throw new IOException(
                    "The statement of a download failed after [" + end.rows() + "] rows: " + failure.message());
        }
        out.close();
    }
}
