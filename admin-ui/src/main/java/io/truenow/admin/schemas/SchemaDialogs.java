package io.truenow.admin.schemas;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.port.SchemaControl;
import io.truenow.admin.port.SchemaControl.Comparison;
import io.truenow.admin.shell.Asking;
import io.truenow.admin.shell.FormDialog;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.SchemaDescriptor;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Dialogs that change schemas. Used under the UI's lock. */
final class SchemaDialogs {

    private static final int MAX_CHARACTERS = 1 << 20;

    private SchemaDialogs() {}

    static void create(SessionCaller caller, SchemaControl control, Consumer<SchemaDescriptor> made) {
        TextField namespace = new TextField("Namespace");
        namespace.setValue("default");
        namespace.setAutofocus(true);
        namespace.setWidthFull();
        TextField name = new TextField("Name");
        name.setWidthFull();
        TextField description = new TextField("Description");
        description.setWidthFull();
        TextArea definition = definition("{\n  \"type\": \"object\",\n  \"properties\": {}\n}");
        new FormDialog("New schema", "Make the schema")
                .wide()
                .with(namespace, name, description, definition)
                .open(
                        caller,
                        () -> {
                            String in = namespace.getValue().strip();
                            String called = name.getValue().strip();
                            String said = description.getValue().strip();
                            String text = definition.getValue();
                            return who -> control.create(who, in, called, said, text);
                        },
                        made);
    }

    /** A definition is saved only after it was compared, as it stands, and fits. */
    static void add(
            SessionCaller caller, SchemaControl control, SchemaDescriptor schema, String before, IntConsumer added) {
        TextArea definition = definition(before);
        definition.setAutofocus(true);
        Select<CompatibilityMode> mode = new Select<>();
        mode.setLabel("Compatible");
        mode.setItems(CompatibilityMode.values());
        mode.setItemLabelGenerator(SchemaDialogs::text);
        mode.setValue(CompatibilityMode.BACKWARD);
        mode.setWidthFull();
        Div result = new Div();
        result.getElement().setAttribute("role", "status");
        FormDialog dialog = new FormDialog("New version of " + schema.name(), "Save the version");
        Button check = new Button("Check compatibility");
        check.addClickListener(click -> {
            String text = definition.getValue();
            CompatibilityMode wanted = mode.getValue();
            dialog.ready(false);
            Asking.ask(
                    result,
                    caller,
                    who -> control.compare(who, schema.schemaId(), text, wanted),
                    compared -> {
                        show(result, compared);
                        dialog.ready(compared.problems().isEmpty()
                                && text.equals(definition.getValue())
                                && wanted == mode.getValue());
                    },
                    dialog::refused);
        });
        definition.addValueChangeListener(edit -> unchecked(dialog, result));
        mode.addValueChangeListener(choice -> unchecked(dialog, result));
        dialog.wide().with(definition, mode, check, result);
        dialog.ready(false);
        dialog.open(
                caller,
                () -> {
                    String text = definition.getValue();
                    CompatibilityMode wanted = mode.getValue();
                    return who -> control.add(who, schema.schemaId(), text, wanted);
                },
                added::accept);
    }

    private static void unchecked(FormDialog dialog, Div result) {
        dialog.ready(false);
        result.removeAll();
    }

    private static void show(Div result, Comparison compared) {
        result.removeAll();
        if (compared.problems().isEmpty()) {
            result.add(new Paragraph("It is compatible with version " + compared.version() + "."));
        } else {
            result.add(
                    new H3("It is not compatible with version " + compared.version()),
                    new RemarkList(compared.problems()));
        }
        if (compared.changes().isEmpty()) {
            result.add(new Paragraph("It changes nothing."));
        } else {
            result.add(new H3("It changes"), new RemarkList(compared.changes()));
        }
    }

    private static String text(CompatibilityMode mode) {
        return mode.name().toLowerCase(Locale.ROOT)
                + switch (mode) {
                    case BACKWARD -> ": events that were valid stay valid";
                    case FORWARD -> ": events that become valid were valid before";
                    case FULL -> ": the same events are valid";
                    case NONE -> ": nothing is compared";
                };
    }

    static void deprecate(
            SessionCaller caller, SchemaControl control, SchemaDescriptor schema, int version, IntConsumer changed) {
        String name = schema.name() + " " + version;
        new FormDialog("Deprecate version " + version + " of " + schema.name(), "Deprecate")
                .say(
                        "Tables that are bound to the schema are checked by the newest other version. This cannot be undone.")
                .typeTheName(name)
                .open(
                        caller,
                        () -> who -> {
                            control.deprecate(who, schema.schemaId(), version);
                            return version;
                        },
                        changed::accept);
    }

    private static TextArea definition(String text) {
        TextArea area = new TextArea("Definition (JSON Schema, draft 7)");
        area.setMaxLength(MAX_CHARACTERS);
        area.setValue(text);
        area.setWidthFull();
        area.setHeight("20rem");
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.addClassName("code");
        return area;
    }
}
