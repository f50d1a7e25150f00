package io.truenow.admin.schemas;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.port.SchemaControl;
import io.truenow.admin.port.SchemaControl.Version;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.admin.shell.ControlScreen;
import io.truenow.admin.shell.LineGrid;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.StatusLine;
import io.truenow.admin.shell.WayUp;
import io.truenow.events.access.Permission;
import io.truenow.events.schema.SchemaDescriptor;
import java.util.List;

/** The schemas of the caller's tenant, or one of them with one of its versions. The address says which. */
@Route(value = "schemas/:id?/:version?([0-9]{1,9})", layout = ConsoleLayout.class)
public final class SchemasView extends ControlScreen implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MAX_LINES = 2_000;
    private static final int MAX_VERSIONS = 1_000;

    private final transient SchemaControl control;
    private String id = "";
    private int version;

    /** The screen of one browser tab. */
    public SchemasView(SessionCaller caller, SchemaControl control) {
        super(caller);
        this.control = control;
    }

    @Override
    public String getPageTitle() {
        return "Schemas · TrueNow";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        id = event.getRouteParameters().get("id").orElse("");
        version = event.getRouteParameters().getInteger("version").orElse(0);
        if (isAttached()) {
            load();
        }
    }

    @Override
    protected void load() {
        if (id.isEmpty()) {
            Button again = new Button("Refresh", click -> list());
            Button create = new Button(
                    "New schema",
                    click -> SchemaDialogs.create(
                            caller(), control, made -> UI.getCurrent().navigate("schemas/" + made.schemaId())));
            create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            boolean writes = caller().may(Permission.WRITE_SCHEMAS);
            begin(new ScreenHeader("Schemas", writes ? new Component[] {again, create} : new Component[] {again}));
            list();
        } else {
            begin(new WayUp("Schemas", "schemas"));
            String wanted = id;
            ask(
                    caller -> new Found(
                            control.schema(caller, wanted), control.versions(caller, wanted, MAX_VERSIONS + 1)),
                    this::showOne,
                    "The schema is not shown");
        }
    }

    private record Found(SchemaDescriptor schema, List<Version> versions) {}

    private void list() {
        ask(caller -> control.schemas(caller, MAX_LINES + 1), this::showAll, "The schemas are not shown");
    }

    private void showAll(List<SchemaDescriptor> all) {
        if (all.isEmpty()) {
            Div card = new Div(
                    new H2("No schemas yet"),
                    new Paragraph(
                            "A schema says what events of a table may look like: a JSON Schema, draft 7, with versions."
                                    + " A table that is bound to one refuses other events."));
            card.addClassNames("panel", "teach");
            show(card);
            return;
        }
        List<SchemaDescriptor> schemas = all.stream().limit(MAX_LINES).toList();
        LineGrid<SchemaDescriptor> grid = new LineGrid<SchemaDescriptor>("Schemas")
                .text("Namespace", 112, SchemaDescriptor::namespace)
                .link("Schema", SchemaDescriptor::name, schema -> "schemas/" + schema.schemaId())
                .text("Description", 240, SchemaDescriptor::description)
                .text("Made by", 104, SchemaDescriptor::createdBy)
                .time("Created", SchemaDescriptor::createdMicros)
                .time("Changed", SchemaDescriptor::updatedMicros);
        grid.show(schemas);
        show(new StatusLine(schemas.size(), "schema", "schemas", all.size() > MAX_LINES), grid);
    }

    private void showOne(Found found) {
        List<Version> versions = found.versions().stream().limit(MAX_VERSIONS).toList();
        Version chosen = versions.stream()
                .filter(one -> version == 0 || one.version() == version)
                .findFirst()
                .orElse(null);
        if (chosen == null) {
            show(new ScreenHeader(found.schema().name()), new Paragraph("There is no version [" + version + "]."));
            return;
        }
        show(new SchemaPage(caller(), control, found.schema(), versions, chosen, this::changed));
    }

    private void changed(int shown) {
        version = shown;
        again("New version");
        UI.getCurrent().getPage().getHistory().replaceState(null, "schemas/" + id + "/" + shown);
    }
}
