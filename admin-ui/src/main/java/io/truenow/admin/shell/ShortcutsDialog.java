package io.truenow.admin.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** The list of shortcuts, opened by {@code ?}. */
final class ShortcutsDialog {

    private static final String[][] SHORTCUTS = {
        {"?", "This list"},
        {"g h", "Go to Home"},
        {"g s", "Go to SQL"},
        {"g e", "Go to Explorer"},
        {"/", "Focus the filter or the editor"},
        {"Ctrl Enter", "Run the statement, or the selected part of it"},
        {"Esc", "Cancel the running statement, close a dialog"},
        {"Tab", "In the editor: leave it (it never traps the focus)"}
    };

    private ShortcutsDialog() {}

    static void open() {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle("Shortcuts");
        Div list = new Div();
        list.addClassName("shortcuts");
        for (String[] shortcut : SHORTCUTS) {
            Span keys = new Span();
            for (String key : shortcut[0].split(" ", -1)) {
                Span cap = new Span(key);
                cap.addClassName("key");
                keys.add(cap);
            }
            list.add(keys, new Span(shortcut[1]));
        }
        dialog.add(list);
        dialog.getFooter().add(new Button("Close", click -> dialog.close()));
        dialog.open();
    }
}
