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
        {"g a", "Go to Audit"},
        {"g t", "Go to Tables"},
        {"g c", "Go to Schemas"},
        {"g k", "Go to Keys"},
        {"g n", "Go to Tenants"},
        {"g i", "Go to Settings"},
        {"/", "Focus the filter or the editor"},
        {"Ctrl Enter", "Run the selected text, or the statement at the cursor"},
        {"Ctrl Space", "Complete: arrows choose, Enter or Tab takes, Esc closes"},
        {"Alt P", "Explain the statement at the cursor"},
        {"Alt G", "Show the answer as a chart, or as a grid again"},
        {"Alt S", "Download the answer"},
        {"Alt N", "New tab"},
        {"Alt R", "Rename the tab"},
        {"Alt W", "Close the tab"},
        {"Alt 1", "First tab; 2 to 9 likewise"},
        {"Alt H", "History"},
        {"Esc", "Cancel what is running, close a dialog, leave the editor"},
        {"Tab", "In the editor: leave it, unless suggestions are open"}
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
