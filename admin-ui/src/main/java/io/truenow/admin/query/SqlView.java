package io.truenow.admin.query;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlRunner;
import io.truenow.admin.shell.Background;
import io.truenow.admin.shell.CallerHost;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.PendingStatement;
import io.truenow.admin.shell.ScreenHeader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The SQL screen: statements in tabs, each with its own text and answer. The answers of all tabs together hold no more than
 * {@link ConsoleSettings#maxResultBytes()}; older ones are let go. Texts are kept by the browser window.
 */
@JavaScript("context://console/history.js")
@Route(value = "sql", layout = ConsoleLayout.class)
@PageTitle("SQL · TrueNow")
public final class SqlView extends Main implements BeforeEnterObserver {

    /** Most tabs. */
    static final int MAX_TABS = 12;

    private final SqlParts parts;
    private final Tabs strip = new Tabs();
    private final Div panels = new Div();
    private final Map<Tab, StatementTab> tabs = new LinkedHashMap<>();
    private final Button add = new Button("New tab", click -> newTab());
    private final Button rename = new Button("Rename", click -> renameTab());
    private final Button close = new Button("Close tab", click -> closeTab());
    private @Nullable CompletionCatalog catalog;
    private boolean catalogComing;
    private String linked = "";

    /** The screen of one browser tab. */
    public SqlView(SqlRunner runner, SqlExport export, Endpoints endpoints, ConsoleSettings settings) {
        this.parts = new SqlParts(runner, export, settings, new Snippets(CallerHost.current(), endpoints));
        addClassNames("screen", "sql-screen");
        Button history = new Button("History", click -> HistoryDialog.open(this::take));
        key(history, "KeyH", "Alt-H");
        key(add, "KeyN", "Alt-N");
        key(rename, "KeyR", "Alt-R");
        key(close, "KeyW", "Alt-W");
        panels.addClassName("panels");
        strip.getElement().setAttribute("aria-label", "Statements");
        // Its scrolling part may be focused by a script, so that a reader sees it between the list and its tabs.
        strip.getElement().executeJs("""
                (this.updateComplete ?? Promise.resolve()).then(() =>
                    this.shadowRoot.querySelectorAll('[part=tabs]').forEach(part => part.removeAttribute('tabindex')))""");
        Div bar = new Div(strip, add, rename, close);
        bar.addClassName("tab-bar");
        add(new ScreenHeader("SQL", history), bar, panels);
        create("");
        strip.addSelectedChangeListener(event -> showChosen());
    }

    private static void key(Button button, String code, String name) {
        button.getElement().setAttribute("data-alt", code).setAttribute("title", name);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        linked =
                event.getLocation().getQueryParameters().getSingleParameter("q").orElse("");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        showChosen();
        PendingStatement.take(attached.getUI())
                .ifPresentOrElse(pending -> current().open(pending.sql()), () -> {
                    if (!linked.isEmpty()) {
                        current().fill(linked);
                    }
                });
        getElement()
                .executeJs("return window.tnDrafts ? window.tnDrafts.read() : []")
                .then(JsonNode.class, this::restore);
        current().focus();
    }

    /** Tabs of before stand in front; what an address or a button brought stays in view. */
    private void restore(JsonNode drafts) {
        boolean brought = !current().whole().isEmpty();
        Tab first = strip.getSelectedTab();
        Tab chosen = null;
        for (JsonNode draft : drafts) {
            String text = draft.path("text").asString("");
            if (tabs.size() < MAX_TABS
                    && !text.isBlank()
                    && !(brought && text.equals(current().whole()))) {
                Tab tab = create(draft.path("title").asString(""));
                panel(tab).fill(text);
                chosen = chosen == null || draft.path("chosen").asBoolean(false) ? tab : chosen;
            }
        }
        if (chosen != null && !brought) {
            drop(first);
            strip.setSelectedTab(chosen);
        }
        drafted();
        showChosen();
        current().focus();
    }

    private Tab create(String title) {
        StatementTab panel =
                new StatementTab(parts, title.isEmpty() || isTaken(title) ? unusedTitle() : title, this::answered);
        panel.onCatalogWanted(this::bringCatalog);
        Tab tab = new Tab(panel.title());
        tabs.put(tab, panel);
        strip.add(tab);
        panels.add(panel);
        if (catalog != null) {
            panel.offer(catalog);
        }
        limit();
        return tab;
    }

    private boolean isTaken(String title) {
        return tabs.values().stream().anyMatch(panel -> panel.title().equals(title));
    }

    private String unusedTitle() {
        int number = 1;
        while (isTaken("Statement " + number)) {
            number++;
        }
        return "Statement " + number;
    }

    private void limit() {
        add.setEnabled(tabs.size() < MAX_TABS);
    }

    private StatementTab panel(Tab tab) {
        return java.util.Objects.requireNonNull(tabs.get(tab));
    }

    private StatementTab current() {
        return panel(strip.getSelectedTab());
    }

    private void showChosen() {
        StatementTab chosen = current();
        // Hidden, not invisible: the browser keeps the text of every tab.
        tabs.values().forEach(panel -> panel.getElement().setAttribute("hidden", panel != chosen));
        Location link = new Location(SqlLink.of(chosen.whole()));
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, link));
    }

    private void newTab() {
        strip.setSelectedTab(create(""));
        current().focus();
        drafted();
    }

    private void closeTab() {
        Tab tab = strip.getSelectedTab();
        if (tabs.size() == 1) {
            create("");
        }
        drop(tab);
        showChosen();
        current().focus();
        drafted();
    }

    private void drop(Tab tab) {
        panels.remove(panel(tab));
        tabs.remove(tab);
        strip.remove(tab);
        limit();
    }

    private void renameTab() {
        Tab tab = strip.getSelectedTab();
        RenameDialog.open(panel(tab).title(), name -> {
            panel(tab).rename(name);
            tab.setLabel(name);
            drafted();
        });
    }

    /** A statement of the history: into the tab in view if that is empty, else into a new one. */
    private void take(String sql, boolean run) {
        if (!current().whole().isEmpty() && tabs.size() < MAX_TABS) {
            strip.setSelectedTab(create(""));
        }
        if (run) {
            current().open(sql);
        } else {
            current().fill(sql);
        }
        current().focus();
        showChosen();
    }

    private void answered(StatementTab tab) {
        long held = tab.heldBytes();
        for (StatementTab other : tabs.values().stream().toList().reversed()) {
            if (other != tab && other.heldBytes() > 0) {
                if (held + other.heldBytes() > parts.settings().maxResultBytes()) {
                    other.letGo();
                } else {
                    held += other.heldBytes();
                }
            }
        }
        showChosen();
    }

    private void bringCatalog() {
        if (!catalogComing) {
            catalogComing = true;
            Background.run(this, () -> CompletionCatalog.of(parts.runner()), fresh -> {
                catalogComing = false;
                catalog = fresh;
                tabs.values().forEach(panel -> panel.offer(fresh));
            });
        }
    }

    private void drafted() {
        getElement().executeJs("setTimeout(() => window.tnDrafts && window.tnDrafts.write(), 0)");
    }
}
