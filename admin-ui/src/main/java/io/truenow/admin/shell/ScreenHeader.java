package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;

/** Title of a screen with its actions. Used under the UI's lock. */
public final class ScreenHeader extends Header {

    /** A header; the actions stand at the right. */
    public ScreenHeader(String title, Component... actions) {
        addClassName("screen-header");
        Div right = new Div(actions);
        right.addClassName("actions");
        add(new H1(title), right);
    }
}
