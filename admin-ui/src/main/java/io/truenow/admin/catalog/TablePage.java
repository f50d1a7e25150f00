package io.truenow.admin.catalog;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.Background;
import io.truenow.admin.shell.FailureCard;
import io.truenow.admin.shell.FirstEventCard;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.Skeleton;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import io.truenow.admin.shell.StatementLink;
import java.util.List;

/** One table: its facts, its columns, one of them in full, its segments. Used under the UI's lock. */
final class TablePage extends Div {

    private static final int EXPECTED_FACTS = 2;
    private static final int EXPECTED_COLUMNS = 8;
    private static final int ALL_SEGMENTS_VISIBLE = 8;

    private final SqlRunner runner;
    private final CatalogQueries queries;
    private final Snippets snippets;
    private final Place table;
    private final Div facts = new Div();
    private final Div columnsPart = new Div();
    private final Div columnPart = new Div();
    private final Div split = new Div();
    private final Div segmentsPart = new Div();
    private final ColumnGrid columns;
    private List<ColumnLine> lines = List.of();
    private String chosen;

    TablePage(SqlRunner runner, CatalogQueries queries, Snippets snippets, Place place) {
        this.runner = runner;
        this.queries = queries;
        this.snippets = snippets;
        this.table = place.column("");
        this.chosen = place.column();
        this.columns = new ColumnGrid(table);
        addClassName("table-page");
        split.add(columnsPart, columnPart);
        split.addClassName("split");
        columnPart.addClassName("aside");
        Button again = new Button("Refresh", click -> load());
        Button show = new Button("Show the SQL and curl", click -> showElsewhere());
        add(
                new Trail(place),
                new ScreenHeader(
                        table.table(), new StatementLink("Newest events", CatalogSql.newest(table)), again, show),
                facts,
                split,
                segmentsPart);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        facts.add(new Skeleton(EXPECTED_FACTS));
        columnsPart.add(new Skeleton(EXPECTED_COLUMNS));
        load();
    }

    private void load() {
        Background.run(this, () -> queries.table(table), this::showTable);
        Background.run(this, () -> queries.columns(table), this::showColumns);
        Background.run(this, () -> queries.segments(table), this::showSegments);
    }

    private void showTable(CatalogQueries.Answer<TableLine> answer) {
        facts.removeAll();
        if (answer.failure() != null) {
            facts.add(FailureCard.catalog("The table's figures are not available", answer.failure()));
        } else if (answer.lines().isEmpty()) {
            Paragraph text = new Paragraph("There is no table [" + table.table() + "] in the namespace ["
                    + table.namespace() + "], or its first event has not come yet.");
            facts.add(text, new FirstEventCard(snippets));
        } else {
            facts.add(new TableFacts(answer.lines().getFirst()));
        }
        boolean known = !answer.lines().isEmpty();
        columnsPart.setVisible(known);
        columnPart.setVisible(known);
        segmentsPart.setVisible(known);
    }

    private void showColumns(CatalogQueries.Answer<ColumnLine> answer) {
        lines = answer.lines();
        columnsPart.removeAll();
        if (answer.failure() != null) {
            columnsPart.add(FailureCard.catalog("The list of columns is not available", answer.failure()));
            return;
        }
        columns.setItems(lines);
        columnsPart.add(head("Columns", lines.size()), framed(columns));
        choose(chosen);
    }

    /** Shows a column in full; an empty name shows what can be done. */
    void choose(String column) {
        chosen = column;
        columns.mark(column);
        columns.getDataProvider().refreshAll();
        columnPart.removeAll();
        // A column in full stands beside the list where there is room.
        split.setClassName("chosen", !column.isEmpty());
        lines.stream()
                .filter(line -> line.name().equals(column))
                .findFirst()
                .ifPresentOrElse(
                        line -> columnPart.add(new ColumnPanel(runner, snippets, table.column(column), line)),
                        () -> columnPart.add(hint(column)));
    }

    private static Div hint(String column) {
        Div hint = new Div(new Paragraph(
                column.isEmpty()
                        ? "Choose a column to count its values exactly and see the most frequent ones."
                        : "There is no column [" + column + "]."));
        hint.addClassNames("panel", "muted");
        return hint;
    }

    private void showSegments(CatalogQueries.Answer<SegmentLine> answer) {
        segmentsPart.removeAll();
        if (answer.failure() != null) {
            segmentsPart.add(FailureCard.catalog("The list of segments is not available", answer.failure()));
            return;
        }
        List<SegmentLine> segments = answer.lines();
        segmentsPart.add(head("Segments", segments.size()));
        if (!segments.isEmpty()) {
            SegmentGrid grid = new SegmentGrid();
            grid.setItems(segments);
            grid.setAllRowsVisible(segments.size() <= ALL_SEGMENTS_VISIBLE);
            segmentsPart.add(framed(grid));
        }
    }

    private static Div head(String title, int count) {
        Span number = new Span(FigureText.grouped(count));
        number.addClassName("muted");
        Div head = new Div(new H2(title), number);
        head.addClassName("part-head");
        return head;
    }

    private static Div framed(com.vaadin.flow.component.Component grid) {
        Div frame = new Div(grid);
        frame.addClassName("framed");
        return frame;
    }

    private void showElsewhere() {
        String newest = CatalogSql.newest(table);
        String columnsSql = CatalogSql.columns(table);
        SnippetDialog.open(
                table.namespace() + "." + table.table() + " elsewhere",
                List.of(
                        Snippet.sql("Newest events", newest),
                        Snippet.shell("Newest events over HTTP", snippets.sqlQuery(newest)),
                        Snippet.sql("Columns with their figures", columnsSql),
                        Snippet.sql("Segments", CatalogSql.segments(table)),
                        Snippet.shell(
                                "Count over the JSON query door",
                                snippets.countQuery(table.namespace(), table.table()))));
    }
}
