package io.truenow.admin.catalog;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.shell.Background;
import io.truenow.admin.shell.Moment;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import java.util.List;

/** One table: what its figures leave out, and its columns. Used under the UI's lock. */
final class TableDetail extends Div {

    private final CatalogQueries queries;
    private final Snippets snippets;

    TableDetail(CatalogQueries queries, Snippets snippets) {
        this.queries = queries;
        this.snippets = snippets;
        addClassNames("panel", "detail");
        setVisible(false);
    }

    void show(TableLine line) {
        removeAll();
        setVisible(true);
        Anchor newest = new Anchor(
                SnippetDialog.sqlLink(CatalogQueries.newestSql(line.namespace(), line.table()), true), "Newest events");
        Button elsewhere = new Button("Show the SQL and curl", click -> showElsewhere(line));
        Div actions = new Div(newest, elsewhere);
        actions.addClassName("actions");
        Div head = new Div(new H2(line.path()), actions);
        head.addClassName("panel-head");
        ColumnGrid columns = new ColumnGrid();
        add(head, facts(line), columns);
        Background.run(this, () -> queries.columns(line.namespace(), line.table()), answer -> {
            columns.setItems(answer.lines());
            if (answer.failure() != null) {
                columns.setVisible(false);
                add(new Span(answer.failure().message()));
            }
        });
    }

    private static Div facts(TableLine line) {
        Div facts = new Div(
                fact("Logged", text(line.logged())),
                fact("Stored", text(line.stored())),
                fact("Duplicates", text(line.duplicates())),
                fact("Conflicting", text(line.conflicting())),
                fact("Late", text(line.late())),
                fact("Resident rows", text(line.residentRows())));
        if (line.incompleteBeforeMicros() != null) {
            facts.add(fact("Incomplete before", new Moment(line.incompleteBeforeMicros())));
        }
        facts.addClassName("facts");
        return facts;
    }

    private static Span text(@org.jspecify.annotations.Nullable Long value) {
        return new Span(value == null ? FigureText.UNKNOWN : FigureText.grouped(value));
    }

    private static Div fact(String name, Component value) {
        Span label = new Span(name);
        label.addClassName("muted");
        Div fact = new Div(label, value);
        fact.addClassName("fact");
        return fact;
    }

    private void showElsewhere(TableLine line) {
        String namespace = line.namespace();
        String table = line.table();
        SnippetDialog.open(
                line.path() + " elsewhere",
                List.of(
                        Snippet.sql("Newest events", CatalogQueries.newestSql(namespace, table)),
                        Snippet.sql("Columns", CatalogQueries.columnsSql(namespace, table)),
                        Snippet.shell("Count over the JSON query door", snippets.countQuery(namespace, table))));
    }
}
