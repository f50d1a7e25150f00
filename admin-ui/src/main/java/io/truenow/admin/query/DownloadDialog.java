package io.truenow.admin.query;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.SqlExport;
import java.util.concurrent.atomic.AtomicBoolean;

/** Offers an answer as a file and says what became of it. Used under the UI's lock. */
final class DownloadDialog {

    private final Dialog dialog = new Dialog();
    private final Span status = new Span();
    private final AtomicBoolean guarded = new AtomicBoolean();

    DownloadDialog(SqlExport export, String sql, int maxRows) {
        dialog.setHeaderTitle("Download");
        dialog.setWidth("36rem");
        Checkbox guard = new Checkbox("Put an apostrophe before texts that begin with = + - @");
        guard.addValueChangeListener(event -> guarded.set(event.getValue()));
        Div links =
                new Div(link(export, sql, maxRows, Download.Form.CSV), link(export, sql, maxRows, Download.Form.JSON));
        links.addClassName("download-links");
        status.addClassName("status");
        status.getElement().setAttribute("role", "status");
        Paragraph note =
                new Paragraph("Spreadsheets run such texts in CSV as formulas. Without the apostrophe the file holds"
                        + " exactly what the table has. In CSV, NULL is nothing and an empty text is \"\".");
        note.addClassName("muted");
        dialog.add(
                new Paragraph("The statement runs again and its rows are written as they come, at most "
                        + FigureText.grouped(maxRows) + " of them."),
                links,
                guard,
                note,
                status);
        dialog.getFooter().add(new Button("Close", click -> dialog.close()));
    }

    void open() {
        dialog.open();
    }

    private Anchor link(SqlExport export, String sql, int maxRows, Download.Form form) {
        Anchor link = new Anchor(
                new Download(export, sql, maxRows, form, guarded::get, end -> status.setText(endText(end))),
                "Download " + form.name());
        link.setDownload(true);
        return link;
    }

    static String endText(SqlExport.End end) {
        String rows = FigureText.grouped(end.rows()) + (end.rows() == 1 ? " row" : " rows");
        return end.failure() != null
                ? "The file is not whole: it ends after " + rows + ". "
                        + end.failure().message()
                : end.cut()
                        ? "The file was cut at the limit of downloads: it has the first " + rows + ", there are more."
                        : "The file has all " + rows + ".";
    }
}
