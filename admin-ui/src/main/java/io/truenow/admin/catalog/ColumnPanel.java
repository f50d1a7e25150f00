package io.truenow.admin.catalog;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.dom.Element;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.CallSlot;
import io.truenow.admin.shell.FactList;
import io.truenow.admin.shell.FailureCard;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import java.util.List;
import java.util.Locale;

/**
 * One column in full: what is known without reading rows, and on demand, by ordinary statements that can be cancelled, exact figures and the
 * most frequent values. Says of each how exact it is. Used under the UI's lock.
 */
final class ColumnPanel extends Div {

    private final SqlRunner runner;
    private final Snippets snippets;
    private final Place place;
    private final CallSlot slot = new CallSlot(this);
    private final Button ask = new Button("Count exactly", click -> askExact());
    private final Button cancel = new Button("Cancel", click -> slot.cancel());
    private final ProgressBar progress = new ProgressBar();
    private final Span status = new Span();
    private final Div exact = new Div();
    private final Div top = new Div();

    ColumnPanel(SqlRunner runner, Snippets snippets, Place place, ColumnLine line) {
        this.runner = runner;
        this.snippets = snippets;
        this.place = place;
        addClassNames("panel", "column-panel");
        Span kind = new Span(line.type() + ", " + line.role().toLowerCase(Locale.ROOT));
        kind.addClassName("muted");
        Div title = new Div(new H2(line.name()), kind);
        title.addClassName("part-head");
        Button show = new Button("Show the SQL and curl", click -> showElsewhere());
        Div bar = new Div(ask, cancel, show);
        bar.addClassName("toolbar");
        progress.setIndeterminate(true);
        progress.getElement().setAttribute("aria-label", "Rows are being read");
        status.addClassName("status");
        status.getElement().setAttribute("role", "status");
        cancel.getElement().setAttribute("data-cancel", "");
        add(title, known(line), bar, progress, status, exact, top);
        idle();
    }

    private static FactList known(ColumnLine line) {
        return new FactList()
                .text("Distinct", line.distinctText(), line.distinctNote())
                .text("Nulls", line.nullShare(), line.nullNote())
                .text("Smallest", line.min() == null ? FigureText.UNKNOWN : line.min(), line.extremeNote())
                .text("Largest", line.max() == null ? FigureText.UNKNOWN : line.max(), line.extremeNote())
                .text("In memory", line.bytesText(), line.bytesNote());
    }

    private void askExact() {
        if (slot.isFree()) {
            busy();
            slot.run(runner.call(CatalogSql.exact(place), 1), this::showExact);
        }
    }

    private void showExact(ResultRows rows) {
        if (failed(rows)) {
            return;
        }
        NamedCells cells = NamedCells.of(rows).getFirst();
        Long all = cells.number("all_rows");
        Long nonNull = cells.number("non_null");
        Long nulls = all == null || nonNull == null || all == 0 ? null : all - nonNull;
        String min = cells.known("min_value");
        String max = cells.known("max_value");
        exact.add(
                label("Exact, over the rows in memory, by reading them"),
                new FactList()
                        .count("Distinct", cells.number("distinct_values"), "Counted")
                        .text(
                                "Nulls",
                                all == null || nulls == null ? FigureText.UNKNOWN : FigureText.share(nulls, all),
                                all == null || nulls == null
                                        ? ""
                                        : FigureText.grouped(nulls) + " of " + FigureText.grouped(all))
                        .text("Smallest", min == null ? FigureText.UNKNOWN : min, "Counted")
                        .text("Largest", max == null ? FigureText.UNKNOWN : max, "Counted"));
        long soFar = rows.elapsedMicros();
        slot.run(runner.call(CatalogSql.top(place), CatalogSql.TOP), topRows -> {
            if (!failed(topRows)) {
                idle();
                status.setText("Counted in " + FigureText.duration((double) (soFar + topRows.elapsedMicros())));
                top.add(label("Most frequent values, exact"), new TopValues(topRows, all == null ? 0 : all));
            }
        });
    }

    private boolean failed(ResultRows rows) {
        SqlFailure failure = rows.failure();
        if (failure == null) {
            return false;
        }
        idle();
        if (failure.cancelled()) {
            status.setText("Cancelled after " + FigureText.duration((double) rows.elapsedMicros()));
        } else {
            exact.add(new FailureCard("The count was refused", failure, "Try it as a statement on the SQL screen."));
        }
        return true;
    }

    private static Span label(String text) {
        Span label = new Span(text);
        label.addClassNames("muted", "exactness");
        return label;
    }

    private void busy() {
        exact.removeAll();
        top.removeAll();
        ask.setEnabled(false);
        cancel.setVisible(true);
        progress.setVisible(true);
        status.setText("");
        status.getElement().appendChild(new Element("tn-elapsed"));
    }

    private void idle() {
        ask.setEnabled(true);
        cancel.setVisible(false);
        progress.setVisible(false);
        status.setText("");
    }

    private void showElsewhere() {
        String exactSql = CatalogSql.exact(place);
        String topSql = CatalogSql.top(place);
        SnippetDialog.open(
                place.column() + " elsewhere",
                List.of(
                        Snippet.sql("Exact figures", exactSql),
                        Snippet.sql("Most frequent values", topSql),
                        Snippet.shell("Most frequent values over HTTP", snippets.sqlQuery(topSql))));
    }
}
