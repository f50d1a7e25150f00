package io.truenow.admin.catalog;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.shell.Background;
import io.truenow.admin.shell.FailureCard;
import io.truenow.admin.shell.FirstEventCard;
import io.truenow.admin.shell.Skeleton;
import java.util.List;
import java.util.Locale;

/** The tables of all namespaces or of one, with a filter. Used under the UI's lock. */
final class TableList extends Div {

    private static final int ALL_ROWS_VISIBLE = 16;
    private static final int EXPECTED = 6;

    private final CatalogQueries queries;
    private final Snippets snippets;
    private final String namespace;
    private final Runnable filtered;
    private final TableGrid grid = new TableGrid();
    private final TextField filter = new TextField();
    private final Span count = new Span();
    private final Div note = new Div();
    private List<TableLine> lines = List.of();

    /**
     * A list, empty until {@link #load()}.
     *
     * @param namespace only its tables; empty for all
     * @param filtered called when a person has changed the filter
     */
    TableList(CatalogQueries queries, Snippets snippets, String namespace, String filter, Runnable filtered) {
        this.queries = queries;
        this.snippets = snippets;
        this.namespace = namespace;
        this.filtered = filtered;
        addClassName("table-list");
        grid.setVisible(false);
        note.add(new Skeleton(EXPECTED));
        this.filter.setValue(filter);
        add(toolbar(), note, grid);
    }

    private Div toolbar() {
        filter.setPlaceholder("Filter by name");
        filter.setAriaLabel("Filter tables by name");
        filter.setClearButtonVisible(true);
        filter.setValueChangeMode(ValueChangeMode.LAZY);
        filter.getElement().setAttribute("data-search", "");
        filter.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                show();
                filtered.run();
            }
        });
        count.addClassName("status");
        count.getElement().setAttribute("role", "status");
        Div bar = new Div(filter, count);
        bar.addClassName("toolbar");
        return bar;
    }

    String filter() {
        return filter.getValue();
    }

    void load() {
        count.setText("Loading…");
        Background.run(this, queries::tables, answer -> {
            lines = answer.lines().stream()
                    .filter(line -> namespace.isEmpty() || line.namespace().equals(namespace))
                    .toList();
            note.removeAll();
            if (answer.failure() != null) {
                note.add(FailureCard.catalog("The list of tables is not available", answer.failure()));
            } else if (lines.isEmpty()) {
                note.add(new FirstEventCard(snippets));
            }
            grid.setVisible(!lines.isEmpty());
            filter.setVisible(!lines.isEmpty());
            show();
            if (answer.cut()) {
                count.setText(count.getText() + " · only the first " + FigureText.grouped(CatalogQueries.MAX_LINES)
                        + " of the server are listed");
            }
        });
    }

    private void show() {
        String wanted = filter.getValue().strip().toLowerCase(Locale.ROOT);
        List<TableLine> shown = lines.stream()
                .filter(line -> line.path().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        grid.setItems(shown);
        grid.setAllRowsVisible(shown.size() <= ALL_ROWS_VISIBLE);
        count.setText(countText(shown.size(), lines.size()));
    }

    static String countText(int shown, int all) {
        String of = shown == all ? "" : " of " + FigureText.grouped(all);
        return FigureText.grouped(shown) + of + (all == 1 ? " table" : " tables");
    }
}
