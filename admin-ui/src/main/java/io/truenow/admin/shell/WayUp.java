package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;

/** The way from one thing back to the list of all. Used under the UI's lock. */
public final class WayUp extends Nav {

    /** A way to a place. */
    public WayUp(String name, String path) {
        addClassName("trail");
        setAriaLabel("Places above");
        Anchor up = new Anchor(path, name);
        up.getElement().setAttribute("router-link", true);
        add(up);
    }
}
