package io.truenow.admin.query;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.util.function.Consumer;

/** What the SQL screen shows before the first statement: statements that run on any server. Used under the UI's lock. */
final class ExampleStatements extends Div {

    static final String FIRST = "SELECT * FROM sys.tables ORDER BY stored DESC";

    private static final String[][] EXAMPLES = {
        {"Which tables are there?", FIRST},
        {"Which columns do they have?", "SELECT * FROM sys.columns"},
        {"How many events are stored, refused as duplicates, late?", """
            SELECT SUM(stored) AS stored, SUM(duplicates) AS duplicates,
                   SUM(conflicting) AS conflicting, SUM(late) AS late
            FROM sys.tables"""}
    };

    ExampleStatements(Consumer<String> open) {
        addClassNames("panel", "teach", "examples");
        add(
                new H2("Start with a statement"),
                new Paragraph("Write one above and press Ctrl-Enter, or run one of these."));
        for (String[] example : EXAMPLES) {
            Button button = new Button(example[0], click -> open.accept(example[1]));
            button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            add(button);
        }
    }
}
