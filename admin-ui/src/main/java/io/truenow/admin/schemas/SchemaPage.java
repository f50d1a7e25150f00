package io.truenow.admin.schemas;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.format.JsonText;
import io.truenow.admin.port.SchemaControl;
import io.truenow.admin.port.SchemaControl.Version;
import io.truenow.admin.shell.Asking;
import io.truenow.admin.shell.CodeBlock;
import io.truenow.admin.shell.FactList;
import io.truenow.admin.shell.FailureCard;
import io.truenow.admin.shell.LineGrid;
import io.truenow.admin.shell.ScreenHeader;
import io.truenow.admin.shell.Skeleton;
import io.truenow.events.access.Permission;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.VersionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** One schema: its versions, the definition of one, and what it changed. Used under the UI's lock. */
final class SchemaPage extends Div {

    private static final int EXPECTED_LINES = 6;

    private final transient SessionCaller caller;
    private final transient SchemaControl control;
    private final transient SchemaDescriptor schema;
    private final transient List<Version> versions;
    private final transient Version chosen;
    private final transient IntConsumer changed;
    private final Div definition = new Div(new Skeleton(EXPECTED_LINES));
    private final Div difference = new Div();

    /**
     * A page.
     *
     * @param chosen version that is shown
     * @param changed called with the version to show after something changed
     */
    SchemaPage(
            SessionCaller caller,
            SchemaControl control,
            SchemaDescriptor schema,
            List<Version> versions,
            Version chosen,
            IntConsumer changed) {
        this.caller = caller;
        this.control = control;
        this.schema = schema;
        this.versions = List.copyOf(versions);
        this.chosen = chosen;
        this.changed = changed;
        addClassName("schema-page");
        FactList facts = new FactList()
                .text("Namespace", schema.namespace(), "")
                .text("Description", schema.description().isEmpty() ? "none" : schema.description(), "")
                .text("Made by", schema.createdBy(), "")
                .time("Created", schema.createdMicros())
                .text("Id", schema.schemaId(), "");
        Div panel = new Div(facts);
        panel.addClassName("panel");
        add(new ScreenHeader(schema.name(), actions()), panel, list(), definitionPart());
        if (versions.size() > 1) {
            add(differencePart());
        }
    }

    private Component[] actions() {
        List<Component> actions = new ArrayList<>();
        boolean writes = caller.is(who -> who.may(Permission.WRITE_SCHEMAS) && who.seesNamespace(schema.namespace()));
        if (caller.may(Permission.MANAGE_SCHEMAS) && chosen.status() == VersionStatus.ACTIVE) {
            Button deprecate = new Button(
                    "Deprecate version " + chosen.version(),
                    click -> SchemaDialogs.deprecate(caller, control, schema, chosen.version(), changed));
            deprecate.addThemeVariants(ButtonVariant.LUMO_ERROR);
            actions.add(deprecate);
        }
        if (writes) {
            Button add = new Button("New version", click -> openNew());
            add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            actions.add(add);
        }
        return actions.toArray(Component[]::new);
    }

    private Section list() {
        LineGrid<Version> grid = new LineGrid<Version>("Versions")
                .link(
                        "Version",
                        one -> String.valueOf(one.version()),
                        one -> "schemas/" + schema.schemaId() + "/" + one.version())
                .state("Status", one -> one.status().text(), one -> one.status() != VersionStatus.ACTIVE)
                .text("Compatible", 112, one -> one.mode().name().toLowerCase(java.util.Locale.ROOT))
                .text("Fingerprint", 240, Version::fingerprint)
                .text("Made by", 104, Version::createdBy)
                .time("Created", Version::createdMicros);
        grid.show(versions);
        Section part = new Section(new H2("Versions"), grid);
        part.addClassName("part");
        return part;
    }

    private Section definitionPart() {
        Section part = new Section(new H2("Definition of version " + chosen.version()), definition);
        part.addClassName("part");
        return part;
    }

    private Section differencePart() {
        Select<Integer> other = new Select<>();
        other.setLabel("From version");
        other.setItems(versions.stream()
                .map(Version::version)
                .filter(number -> number != chosen.version())
                .toList());
        other.addValueChangeListener(choice -> compare(choice.getValue()));
        versions.stream()
                .map(Version::version)
                .filter(number -> number < chosen.version())
                .findFirst()
                .ifPresent(other::setValue);
        difference.getElement().setAttribute("role", "status");
        Section part = new Section(new H2("What version " + chosen.version() + " changed"), other, difference);
        part.addClassName("part");
        return part;
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        int number = chosen.version();
        Asking.ask(
                this,
                caller,
                who -> control.definition(who, schema.schemaId(), number),
                text -> {
                    definition.removeAll();
                    definition.add(new CodeBlock(JsonText.indented(text)));
                },
                refusal -> {
                    definition.removeAll();
                    definition.add(FailureCard.refused("The definition is not shown", refusal));
                });
        versions.stream()
                .map(Version::version)
                .filter(other -> other < number)
                .findFirst()
                .ifPresent(this::compare);
    }

    private void compare(int older) {
        if (!isAttached()) {
            return;
        }
        int newer = chosen.version();
        Asking.ask(
                this,
                caller,
                who -> control.difference(who, schema.schemaId(), older, newer),
                changes -> {
                    difference.removeAll();
                    difference.add(changes.isEmpty() ? new Paragraph("Nothing.") : new RemarkList(changes));
                },
                refusal -> {
                    difference.removeAll();
                    difference.add(FailureCard.refused("The difference is not shown", refusal));
                });
    }

    private void openNew() {
        int newest = versions.stream()
                .filter(one -> one.status() == VersionStatus.ACTIVE)
                .mapToInt(Version::version)
                .max()
                .orElse(chosen.version());
        Asking.ask(
                this,
                caller,
                who -> control.definition(who, schema.schemaId(), newest),
                text -> SchemaDialogs.add(caller, control, schema, JsonText.indented(text), changed),
                refusal -> {
                    definition.removeAll();
                    definition.add(FailureCard.refused("The definition is not shown", refusal));
                });
    }
}
