package io.truenow.admin.query;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;

/** Asks for the name of a tab. Used under the UI's lock. */
final class RenameDialog {

    private static final int MAX_CHARACTERS = 40;

    private RenameDialog() {}

    static void open(String before, Consumer<String> renamed) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle("Rename the tab");
        TextField name = new TextField("Name");
        name.setValue(before);
        name.setMaxLength(MAX_CHARACTERS);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setAutoselect(true);
        Button save = new Button("Rename", click -> {
            if (!name.getValue().isBlank()) {
                renamed.accept(name.getValue().strip());
                dialog.close();
            }
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.addClickShortcut(Key.ENTER).listenOn(dialog);
        dialog.add(name);
        dialog.getFooter().add(new Button("Close", click -> dialog.close()), save);
        dialog.open();
    }
}
