package io.truenow.admin.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import java.util.Optional;

/**
 * A statement on its way to the SQL screen, which will run it: only a click in the console can put it here. What stands in an address is
 * shown but not run, since anyone can write an address.
 */
public record PendingStatement(String sql) {

    /** Puts a statement for the SQL screen of a browser tab. */
    public static void put(UI ui, String sql) {
        ComponentUtil.setData(ui, PendingStatement.class, new PendingStatement(sql));
    }

    /** Takes the statement out, if there is one. */
    public static Optional<PendingStatement> take(UI ui) {
        Optional<PendingStatement> found = Optional.ofNullable(ComponentUtil.getData(ui, PendingStatement.class));
        ComponentUtil.setData(ui, PendingStatement.class, null);
        return found;
    }
}
