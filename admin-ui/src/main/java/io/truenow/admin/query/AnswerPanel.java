package io.truenow.admin.query;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.ResultRows;
import org.jspecify.annotations.Nullable;

/** Rows of one answer: as a grid, or as a chart whose table the grid is; what was cut is said. Used under the UI's lock. */
final class AnswerPanel extends Div {

    private final ResultRows rows;
    private final @Nullable ChartChoice choice;
    private final Div body = new Div();
    private boolean chart;

    AnswerPanel(SqlParts parts, ResultRows rows, String sql) {
        this.rows = rows;
        this.choice = ChartChoice.of(rows);
        addClassName("answer-panel");
        body.addClassName("answer-body");
        Button toggle = new Button("Show chart", click -> {
            chart = !chart;
            click.getSource().setText(chart ? "Show grid" : "Show chart");
            show();
        });
        toggle.getElement().setAttribute("data-alt", "KeyG").setAttribute("title", "Alt-G");
        toggle.setEnabled(choice != null);
        if (choice == null) {
            toggle.getElement().setAttribute("title", "A chart needs a time or a name, and a number beside it.");
        }
        Button download = new Button("Download", click -> new DownloadDialog(
                        parts.export(), sql, parts.settings().maxDownloadRows())
                .open());
        download.getElement().setAttribute("data-alt", "KeyS").setAttribute("title", "Alt-S");
        Button show = new Button("Show the curl", click -> Elsewhere.open(parts.snippets(), sql));
        Div bar = new Div(toggle, download, show);
        bar.addClassName("actions");
        Div head = new Div(note(), bar);
        head.addClassName("answer-head");
        add(head, body);
        show();
    }

    private Component note() {
        String text = rows.truncated()
                ? "Cut: only the first " + FigureText.grouped(rows.rows().size())
                        + " rows are shown. Narrow the statement, add a LIMIT, or download more."
                : rows.rows().isEmpty() ? "The statement gave no rows." : "";
        Span note = new Span(text);
        note.addClassName(rows.truncated() ? "cut" : "muted");
        return note;
    }

    private void show() {
        body.removeAll();
        if (chart && choice != null) {
            Paragraph note = new Paragraph(choice.note().isEmpty() ? "" : "Note: " + choice.note() + ".");
            note.addClassName("muted");
            note.setVisible(!choice.note().isEmpty());
            Div frame = new Div(new ResultChart(choice), note);
            frame.addClassNames("result", "chart-frame");
            body.add(frame);
        } else {
            body.add(new ResultGrid(rows));
        }
    }
}
