package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.truenow.admin.port.Refusal;
import io.truenow.admin.port.SqlFailure;

/** What did not come and why: the sentence, what to do, everything that the driver said to copy. Used under the UI's lock. */
public final class FailureCard extends Div {

    /** For what the control plane did not do. */
    public static FailureCard refused(String what, Refusal refusal) {
        String advice =
                switch (refusal.code()) {
                    case FORBIDDEN -> "An administrator of the tenant can give a key with a higher role.";
                    case UNAUTHENTICATED -> "Log out and log in again.";
                    case NOT_FOUND -> "It may have been deleted, or it is another tenant's.";
                    default -> "Try again in a moment; Home shows whether the server is ready.";
                };
        return new FailureCard(
                what,
                new SqlFailure(refusal.message(), refusal.detail(), null, false),
                refusal.hint() == null ? advice : refusal.hint());
    }

    /**
     * A card.
     *
     * @param what the sentence's subject and verb, as a title
     * @param advice what to do
     */
    public FailureCard(String what, SqlFailure failure, String advice) {
        addClassNames("panel", "failure");
        getElement().setAttribute("role", "alert");
        Div head = new Div(new H2(what), new CopyButton(failure.detail()));
        head.addClassName("panel-head");
        add(head, new Paragraph(failure.message()), new Paragraph(advice));
    }

    /** For what comes from the system tables. */
    public static FailureCard catalog(String what, SqlFailure failure) {
        return new FailureCard(
                what,
                failure,
                "The SQL door may still be starting. Refresh in a moment; Home shows whether the server is ready.");
    }
}
