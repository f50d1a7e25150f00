package io.truenow.admin.audit;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.shell.CodeBlock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a fact says, beside what the fact of its type before it said of the same subject. Used under the UI's lock. */
final class FactFields extends Section {

    FactFields(FactLine fact, @Nullable FactLine before) {
        addClassName("part");
        Map<String, String> now = FactText.fields(fact.payload());
        Map<String, String> earlier = before == null ? Map.of() : FactText.fields(before.payload());
        NativeTable table = new NativeTable();
        table.addClassName("fact-fields");
        NativeTableRow head = new NativeTableRow();
        head.add(header("Field"));
        if (before != null) {
            head.add(header("Before (fact " + before.sequence() + ")"));
        }
        head.add(header("This fact"));
        NativeTableBody body = new NativeTableBody();
        body.add(head);
        now.forEach((name, value) -> {
            NativeTableRow row = new NativeTableRow();
            NativeTableHeaderCell field = new NativeTableHeaderCell(name);
            field.getElement().setAttribute("scope", "row");
            row.add(field);
            if (before != null) {
                String was = earlier.getOrDefault(name, FigureText.UNKNOWN);
                row.add(new NativeTableCell(was));
                row.setClassName("differs", !was.equals(value));
            }
            row.add(new NativeTableCell(value));
            body.add(row);
        });
        table.add(body);
        add(
                new H2("What it says"),
                new Paragraph(
                        before == null
                                ? "No earlier fact of this type is known of the subject."
                                : "Beside the fact of this type before it; what differs is marked."),
                table,
                new H2("As the server keeps it for people"),
                new CodeBlock(fact.payload()));
        if (fact.payload().endsWith("…")) {
            add(new Paragraph("The text was cut; the event store has all of it."));
        }
    }

    private static NativeTableHeaderCell header(String text) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", "col");
        return cell;
    }
}
