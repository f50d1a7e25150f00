package io.truenow.admin.keys;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.port.ApiKeyControl;
import io.truenow.admin.port.ApiKeyControl.Draft;
import io.truenow.admin.port.ApiKeyControl.Key;
import io.truenow.admin.port.ApiKeyControl.Shown;
import io.truenow.admin.shell.CodeBlock;
import io.truenow.admin.shell.FormDialog;
import io.truenow.events.access.Role;

/** Dialogs that change keys. Used under the UI's lock. */
final class KeyDialogs {

    private static final int USUAL_DAYS = 90;
    private static final long HOUR_SECONDS = 3_600;
    private static final int USUAL_OVERLAP_HOURS = (int) (ApiKeyControl.USUAL_OVERLAP_SECONDS / HOUR_SECONDS);

    private KeyDialogs() {}

    /**
     * Makes a key.
     *
     * @param tenant whose; empty for the caller's
     * @param changed when it was made
     */
    static void create(SessionCaller caller, ApiKeyControl control, String tenant, Runnable changed) {
        TextField name = new TextField("Name");
        name.setHelperText("For whom it is, such as producer-service.");
        name.setAutofocus(true);
        name.setWidthFull();
        Select<Role> role = new Select<>();
        role.setLabel("Role");
        role.setItems(Role.values());
        role.setItemLabelGenerator(Role::text);
        role.setValue(Role.READER);
        TextArea scopes = new TextArea("Namespaces and tables");
        scopes.setHelperText(
                "One a line: shop, or shop.orders. Empty: all of the tenant. An administrator reaches all in any case.");
        scopes.setWidthFull();
        IntegerField days = new IntegerField("Expires after days");
        days.setHelperText("1 to 3650. Empty: never.");
        days.setValue(USUAL_DAYS);
        new FormDialog("New key", "Make the key")
                .with(name, role, scopes, days)
                .open(
                        caller,
                        () -> {
                            Draft draft = new Draft(
                                    tenant,
                                    name.getValue().strip(),
                                    role.getValue(),
                                    Scopes.read(scopes.getValue()),
                                    days.getValue());
                            return who -> control.create(who, draft);
                        },
                        made -> {
                            show("Key made", made);
                            changed.run();
                        });
    }

    static void rotate(SessionCaller caller, ApiKeyControl control, Key key, Runnable changed) {
        IntegerField hours = new IntegerField("The text until now is taken for hours");
        hours.setHelperText("0 to 720. 0: no longer.");
        hours.setValue(USUAL_OVERLAP_HOURS);
        hours.setAutofocus(true);
        hours.setWidthFull();
        new FormDialog("Rotate " + key.name(), "Make a new text")
                .say("The key gets a new text; name, role and what it reaches stay.")
                .with(hours)
                .enterActs()
                .open(
                        caller,
                        () -> {
                            long seconds = (hours.getValue() == null ? 0 : hours.getValue()) * HOUR_SECONDS;
                            return who -> control.rotate(who, key.id(), seconds);
                        },
                        made -> {
                            show("New text", made);
                            changed.run();
                        });
    }

    static void revoke(SessionCaller caller, ApiKeyControl control, Key key, Runnable changed) {
        new FormDialog("Revoke " + key.name(), "Revoke")
                .say(
                        "The key is refused from now on, with all its texts, on open connections, too. This cannot be undone.")
                .typeTheName(key.name())
                .open(
                        caller,
                        () -> who -> {
                            control.revoke(who, key.id());
                            return key;
                        },
                        gone -> changed.run());
    }

    /** Closed by its button only, so that a slip does not lose the text. */
    private static void show(String title, Shown made) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("40rem");
        dialog.setCloseOnEsc(false);
        dialog.setCloseOnOutsideClick(false);
        Button done = new Button("I have it", click -> dialog.close());
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.add(
                new Paragraph("This is the text of [" + made.key().name()
                        + "]. Copy it now: it will not be shown again, and the server does not keep it."),
                new CodeBlock(made.text()));
        dialog.getFooter().add(done);
        dialog.open();
    }
}
