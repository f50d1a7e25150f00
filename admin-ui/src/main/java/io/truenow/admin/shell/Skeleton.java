package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Div;

/** Grey bars where lines will be, so that a screen does not jump when they come. Used under the UI's lock. */
public final class Skeleton extends Div {

    /** As many bars as lines are likely. */
    public Skeleton(int lines) {
        addClassName("skeleton");
        getElement().setAttribute("role", "status");
        getElement().setAttribute("aria-label", "Loading");
        for (int i = 0; i < lines; i++) {
            add(new Div());
        }
    }
}
