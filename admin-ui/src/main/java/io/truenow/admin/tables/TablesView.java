package io.truenow.admin.tables;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.TableControl;
import io.truenow.admin.port.TableControl.Table;
import io.truenow.admin.shell.CallerHost;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.ControlScreen;
import io.truenow.admin.shell.FactList;
import io.truenow.admin.shell.FirstEventCard;
import io.truenow.admin.shell.LineGrid;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.StatusLine;
import io.truenow.admin.shell.WayUp;
import io.truenow.events.access.Permission;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of the caller's tenant with their state, or one of them. The address says which. */
@Route(value = "tables/:namespace?/:table?", layout = ConsoleLayout.class)
public final class TablesView extends ControlScreen implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MAX_LINES = 2_000;

    private final transient TableControl control;
    private final transient Snippets snippets;
    private String namespace = "";
    private String name = "";

    /** The screen of one browser tab. */
    public TablesView(SessionCaller caller, TableControl control, Endpoints endpoints) {
        super(caller);
        this.control = control;
        this.snippets = new Snippets(CallerHost.current(), endpoints);
    }

    @Override
    public String getPageTitle() {
        return (name.isEmpty() ? "" : namespace + "." + name + " · ") + "Tables · TrueNow";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        namespace = event.getRouteParameters().get("namespace").orElse("");
        name = event.getRouteParameters().get("table").orElse("");
        if (isAttached()) {
            load();
        }
    }

    @Override
    protected void load() {
        if (name.isEmpty()) {
            begin(new ScreenHeader("Tables", new Button("Refresh", click -> list())));
            list();
        } else {
            begin(new WayUp("Tables", "tables"));
            String space = namespace;
            String table = name;
            ask(caller -> control.table(caller, space, table), this::showOne, "The table is not shown");
        }
    }

    private void list() {
        ask(caller -> control.tables(caller, MAX_LINES + 1), this::showAll, "The tables are not shown");
    }

    private void showAll(List<Table> all) {
        List<Table> tables = all.stream()
                .limit(MAX_LINES)
                .filter(table -> namespace.isEmpty() || table.namespace().equals(namespace))
                .toList();
        if (tables.isEmpty()) {
            show(new FirstEventCard(snippets));
            return;
        }
        LineGrid<Table> grid = new LineGrid<Table>("Tables")
                .link("Namespace", Table::namespace, table -> "tables/" + table.namespace())
                .link("Table", Table::name, table -> "tables/" + table.namespace() + "/" + table.name())
                .state("State", table -> table.state().text(), table -> table.state() != TableState.ACTIVE)
                .text("Schema", 128, table -> table.schema() == null ? "none" : table.schema())
                .text("Events are kept", 128, RetentionText::of)
                .text("Description", 160, Table::description)
                .time("Created", Table::createdMicros)
                .time("Changed", Table::updatedMicros);
        grid.show(tables);
        show(new StatusLine(tables.size(), "table", "tables", all.size() > MAX_LINES), grid);
    }

    private void showOne(Table table) {
        String id = table.id();
        ask(
                caller -> new Counted(control.stored(caller, id)),
                known -> show(table, known.stored()),
                "The table is not shown");
    }

    private record Counted(@Nullable Long stored) {}

    private void show(Table table, @Nullable Long stored) {
        Anchor explore = new Anchor("explorer/" + table.namespace() + "/" + table.name(), "Open in the explorer");
        explore.getElement().setAttribute("router-link", true);
        FactList facts = new FactList()
                .text("State", table.state().text(), "")
                .count("Events stored", stored, stored == null ? "The server does not know this now." : "");
        if (table.schema() == null) {
            facts.text("Schema", "none", "Events may have any fields.");
        } else {
            facts.text("Schema", table.schema(), String.valueOf(table.schemaId()));
        }
        facts.text("Events are kept", RetentionText.of(table), "")
                .text("Description", table.description().isEmpty() ? "none" : table.description(), "")
                .text("Made by", table.createdBy().isEmpty() ? "–" : table.createdBy(), "")
                .time("Created", table.createdMicros())
                .time("Changed", table.updatedMicros())
                .text("Id", table.id(), "As a stream of the control API.");
        Div panel = new Div(facts, explore);
        panel.addClassName("panel");
        show(new ScreenHeader(table.path(), actions(table, stored)), panel);
    }

    private Component[] actions(Table table, @Nullable Long stored) {
        List<Component> actions = new ArrayList<>();
        boolean writes = caller().is(who -> who.may(Permission.WRITE_TABLES)
                && who.mayWrite(new TableRef(who.tenant(), table.namespace(), table.name())));
        if (writes && !table.state().isGoing()) {
            actions.add(new Button("Change", click -> TableDialogs.change(caller(), control, table, this::changed)));
            boolean paused = table.state() == TableState.PAUSED;
            actions.add(new Button(
                    paused ? "Resume" : "Pause",
                    click -> TableDialogs.pause(caller(), control, table, !paused, this::changed)));
        }
        if (caller().may(Permission.DELETE_TABLES) && !table.state().isGoing()) {
            Button delete = new Button(
                    "Delete",
                    click -> TableDialogs.delete(caller(), control, table, stored, () -> {
                        UI.getCurrent().navigate("tables");
                        tell("The events of [" + table.path() + "] are being deleted.");
                    }));
            delete.addThemeVariants(ButtonVariant.LUMO_ERROR);
            actions.add(delete);
        }
        return actions.toArray(Component[]::new);
    }

    private void changed(Table table) {
        again(table.state() == TableState.PAUSED ? "Resume" : "Pause", "Change");
        tell("[" + table.path() + "] is changed; it is " + table.state().text() + ".");
    }
}
