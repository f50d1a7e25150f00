package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;

/** Shown for an address that no screen has: says so inside the frame, with a way back. */
@ParentLayout(ConsoleLayout.class)
public final class NotFoundView extends Main implements HasErrorParameter<NotFoundException> {

    /** The screen of one browser tab. */
    public NotFoundView() {
        addClassName("screen");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        removeAll();
        add(
                new ScreenHeader("Not found"),
                new Paragraph("There is no screen at [" + event.getLocation().getPath()
                        + "]. The menu lists all that are built."),
                new Anchor("", "Go to Home"));
        return 404;
    }
}
