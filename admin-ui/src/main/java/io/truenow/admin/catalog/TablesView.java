package io.truenow.admin.catalog;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.Background;
import io.truenow.admin.shell.CallerHost;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.CopyButton;
import io.truenow.admin.shell.FirstEventCard;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables screen. Filter and chosen table stand in the address. */
@Route(value = "tables", layout = ConsoleLayout.class)
@PageTitle("Tables · TrueNow")
public final class TablesView extends Main implements BeforeEnterObserver {

    private static final int ALL_ROWS_VISIBLE = 12;

    private final CatalogQueries queries;
    private final Snippets snippets;
    private final TableGrid grid = new TableGrid();
    private final TextField filter = new TextField();
    private final Span count = new Span();
    private final Div note = new Div();
    private final TableDetail detail;
    private List<TableLine> lines = List.of();
    private String chosen = "";

    /** The screen of one browser tab. */
    public TablesView(SqlRunner runner, Endpoints endpoints) {
        this.queries = new CatalogQueries(runner);
        this.snippets = new Snippets(CallerHost.current(), endpoints);
        this.detail = new TableDetail(queries, snippets);
        addClassNames("screen", "tables-screen");
        Button show = new Button(
                "Show the SQL",
                click -> SnippetDialog.open(
                        "The same list elsewhere",
                        List.of(
                                Snippet.sql("All tables", CatalogQueries.TABLES_SQL),
                                Snippet.shell("Statistics as JSON", snippets.stats()))));
        Button again = new Button("Refresh", click -> load());
        add(new ScreenHeader("Tables", again, show), toolbar(), note, grid, detail);
        grid.addSelectionListener(event -> {
            if (event.isFromClient() || event.getFirstSelectedItem().isPresent()) {
                event.getFirstSelectedItem().ifPresentOrElse(this::choose, this::chooseNone);
            }
        });
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
                rememberInUrl();
            }
        });
        count.addClassName("status");
        count.getElement().setAttribute("role", "status");
        Div bar = new Div(filter, count);
        bar.addClassName("toolbar");
        return bar;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        filter.setValue(parameters.getSingleParameter("q").orElse(""));
        chosen = parameters.getSingleParameter("table").orElse("");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        load();
    }

    private void load() {
        count.setText("Loading…");
        Background.run(this, queries::tables, answer -> {
            lines = answer.lines();
            note.removeAll();
            if (answer.failure() != null) {
                note.add(failure(answer.failure()));
            } else if (lines.isEmpty()) {
                note.add(new FirstEventCard(snippets));
            }
            grid.setVisible(!lines.isEmpty());
            filter.setVisible(!lines.isEmpty());
            show();
            lines.stream()
                    .filter(line -> line.path().equals(chosen))
                    .findFirst()
                    .ifPresent(grid::select);
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

    private void choose(TableLine line) {
        chosen = line.path();
        detail.show(line);
        rememberInUrl();
    }

    private void chooseNone() {
        chosen = "";
        detail.setVisible(false);
        rememberInUrl();
    }

    private void rememberInUrl() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!filter.getValue().isBlank()) {
            parameters.put("q", filter.getValue());
        }
        if (!chosen.isEmpty()) {
            parameters.put("table", chosen);
        }
        Location location = new Location("tables", QueryParameters.simple(parameters));
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, location));
    }

    private static Div failure(SqlFailure failure) {
        Div head = new Div(new H2("The list of tables is not available"), new CopyButton(failure.detail()));
        head.addClassName("panel-head");
        Div panel = new Div(
                head,
                new Paragraph(failure.message()),
                new Paragraph(
                        "The SQL door may still be starting. Refresh in a moment; Home shows whether the server is ready."));
        panel.addClassNames("panel", "failure");
        panel.getElement().setAttribute("role", "alert");
        return panel;
    }
}
