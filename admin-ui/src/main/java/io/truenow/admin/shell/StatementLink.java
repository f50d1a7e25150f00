package io.truenow.admin.shell;

import com.vaadin.flow.component.button.Button;

/** Button that opens a statement of the console's own on the SQL screen and runs it there. Used under the UI's lock. */
public final class StatementLink extends Button {

    /** A button for a statement. */
    public StatementLink(String text, String sql) {
        super(text, click -> click.getSource().getUI().ifPresent(ui -> {
            PendingStatement.put(ui, sql);
            ui.navigate("sql");
        }));
    }
}
