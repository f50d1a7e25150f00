package io.truenow.admin.catalog;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.CallerHost;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import java.util.List;
import java.util.Map;

/** The explorer: all tables, those of a namespace, one table, one of its columns. The address says which; the filter stands in it. */
@Route(value = "explorer/:namespace?/:table?/:column?", layout = ConsoleLayout.class)
public final class ExplorerView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final SqlRunner runner;
    private final CatalogQueries queries;
    private final Snippets snippets;
    private Place place = Place.ALL;
    private String filter = "";

    /** The screen of one browser tab. */
    public ExplorerView(SqlRunner runner, Endpoints endpoints) {
        this.runner = runner;
        this.queries = new CatalogQueries(runner);
        this.snippets = new Snippets(CallerHost.current(), endpoints);
        addClassNames("screen", "explorer-screen");
    }

    @Override
    public String getPageTitle() {
        String where = place.isTable() ? place.namespace() + "." + place.table() : place.namespace();
        return (where.isEmpty() ? "" : where + " · ") + "Explorer · TrueNow";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Place next = Place.of(event);
        filter =
                event.getLocation().getQueryParameters().getSingleParameter("q").orElse("");
        boolean sameTable = next.isTable() && next.column("").equals(place.column(""));
        place = next;
        if (isAttached()) {
            if (sameTable) {
                getChildren()
                        .filter(TablePage.class::isInstance)
                        .map(TablePage.class::cast)
                        .forEach(page -> page.choose(place.column()));
            } else {
                show();
            }
        }
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        show();
    }

    private void show() {
        removeAll();
        if (place.isTable()) {
            add(new TablePage(runner, queries, snippets, place));
            return;
        }
        TableList[] list = {null};
        TableList tables = new TableList(queries, snippets, place.namespace(), filter, () -> rememberInUrl(list[0]));
        list[0] = tables;
        Button again = new Button("Refresh", click -> tables.load());
        Button show = new Button("Show the SQL and curl", click -> showElsewhere());
        if (place.namespace().isEmpty()) {
            add(new ScreenHeader("Explorer", again, show));
        } else {
            add(new Trail(place), new ScreenHeader(place.namespace(), again, show));
        }
        add(tables);
        tables.load();
    }

    private void showElsewhere() {
        SnippetDialog.open(
                "The same list elsewhere",
                List.of(
                        Snippet.sql("All tables", CatalogSql.TABLES),
                        Snippet.shell("The same over HTTP", snippets.sqlQuery(CatalogSql.TABLES)),
                        Snippet.shell("Statistics as JSON", snippets.stats())));
    }

    private void rememberInUrl(TableList list) {
        Map<String, String> parameters = list.filter().isBlank() ? Map.of() : Map.of("q", list.filter());
        Location location = new Location(place.link(), QueryParameters.simple(parameters));
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, location));
    }
}
