package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.port.Refusal;
import io.truenow.events.access.Principal;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks a person for what an action needs, does it, and stays open with the reason if it is refused. When it closes, the focus is where it was
 * before. Used under the UI's lock.
 */
public final class FormDialog {

    private final Dialog dialog = new Dialog();
    private final Div fields = new Div();
    private final Paragraph fault = new Paragraph();
    private final Button act;
    private Runnable acted = () -> {};

    /**
     * A dialog.
     *
     * @param verb on the button that acts
     */
    public FormDialog(String title, String verb) {
        dialog.setHeaderTitle(title);
        dialog.setWidth("32rem");
        fields.addClassName("form");
        fault.addClassName("fault");
        fault.getElement().setAttribute("role", "alert");
        fault.setVisible(false);
        act = new Button(verb, click -> acted.run());
        act.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.add(fields, fault);
        dialog.getFooter().add(new Button("Cancel", click -> dialog.close()), act);
    }

    /** With more fields or sentences. */
    public FormDialog with(Component... more) {
        fields.add(more);
        return this;
    }

    /** With a sentence. */
    public FormDialog say(String sentence) {
        return with(new Paragraph(sentence));
    }

    /** Enter acts; not for fields of several lines. */
    public FormDialog enterActs() {
        act.addClickShortcut(Key.ENTER).listenOn(dialog);
        return this;
    }

    /** As wide as a text of several lines needs it. */
    public FormDialog wide() {
        dialog.setWidth("52rem");
        return this;
    }

    /** For what cannot be undone: acts only after the name was typed. */
    public FormDialog typeTheName(String name) {
        TextField typed = new TextField("Type " + name + " to confirm");
        typed.setWidthFull();
        typed.setAutofocus(true);
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        act.setEnabled(false);
        typed.addValueChangeListener(change -> act.setEnabled(change.getValue().equals(name)));
        return danger().with(typed);
    }

    /** For what takes something away. */
    public FormDialog danger() {
        act.addThemeVariants(ButtonVariant.LUMO_ERROR);
        return this;
    }

    /**
     * Opens it.
     *
     * @param read with the UI's lock, when the button is pressed: takes what was typed and gives what is done in the caller's name
     *     beside the lock; what that throws is shown
     * @param done with the UI's lock, when the dialog has closed
     */
    public <T> void open(SessionCaller caller, Supplier<Function<Principal, T>> read, Consumer<T> done) {
        acted = () -> {
            if (!act.isEnabled()) {
                return;
            }
            act.setEnabled(false);
            fault.setVisible(false);
            Asking.ask(
                    dialog,
                    caller,
                    read.get(),
                    value -> {
                        dialog.close();
                        done.accept(value);
                    },
                    refusal -> {
                        act.setEnabled(true);
                        refused(refusal);
                        act.focus();
                    });
        };
        dialog.open();
    }

    /** Whether the button acts. */
    public void ready(boolean ready) {
        act.setEnabled(ready);
        fault.setVisible(false);
    }

    /** Shows why something was refused. */
    public void refused(Refusal refusal) {
        fault.removeAll();
        fault.add(new Span(refusal.message()));
        if (refusal.hint() != null) {
            fault.add(new Span(" " + refusal.hint()));
        }
        fault.setVisible(true);
    }
}
