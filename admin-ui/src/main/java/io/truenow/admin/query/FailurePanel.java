package io.truenow.admin.query;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.shell.CopyButton;

/** Why a statement gave no rows: the sentence, the place, everything that the driver said to copy. Used under the UI's lock. */
final class FailurePanel extends Div {

    FailurePanel(SqlFailure failure, String sql) {
        addClassNames("panel", failure.cancelled() ? "cancelled" : "failure");
        getElement().setAttribute("role", "alert");
        H2 title = new H2(failure.cancelled() ? "Cancelled" : "The statement was refused");
        Div head = new Div(title, new CopyButton(failure.detail() + "\n\n" + sql));
        head.addClassName("panel-head");
        add(head, new Paragraph(failure.message()));
        SqlFailure.Span span = failure.span();
        if (span != null) {
            Span place = new Span(place(span));
            place.addClassName("muted");
            add(place);
        }
    }

    static String place(SqlFailure.Span span) {
        String start = "Line " + span.line() + ", column " + span.column();
        return span.endLine() != span.line()
                ? start + " to line " + span.endLine() + ", column " + span.endColumn()
                : span.endColumn() > span.column() ? start + " to " + span.endColumn() : start;
    }
}
