package io.truenow.admin.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import java.util.List;

/** "Show the SQL", "show the curl": how to get what a screen shows without the screen. */
public final class SnippetDialog {

    private SnippetDialog() {}

    /**
     * One text to copy.
     *
     * @param title what it gives
     * @param text the command or statement
     * @param sql whether it can be opened on the SQL screen
     */
    public record Snippet(String title, String text, boolean sql) {

        /** A statement. */
        public static Snippet sql(String title, String text) {
            return new Snippet(title, text, true);
        }

        /** A command or an address. */
        public static Snippet shell(String title, String text) {
            return new Snippet(title, text, false);
        }
    }

    /** Opens a dialog. */
    public static void open(String title, List<Snippet> snippets) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("44rem");
        snippets.forEach(snippet -> dialog.add(section(snippet, dialog)));
        dialog.getFooter().add(new Button("Close", click -> dialog.close()));
        dialog.open();
    }

    private static Div section(Snippet snippet, Dialog dialog) {
        Div section = new Div(new H3(snippet.title()), new CodeBlock(snippet.text()));
        section.addClassName("snippet");
        if (snippet.sql()) {
            StatementLink open = new StatementLink("Run on the SQL screen", snippet.text());
            open.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            open.addClickListener(click -> dialog.close());
            section.add(open);
        }
        return section;
    }
}
