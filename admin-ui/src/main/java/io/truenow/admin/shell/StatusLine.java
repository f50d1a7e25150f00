package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;

/** How many lines a list has, told to who does not see it, too. Used under the UI's lock. */
public final class StatusLine extends Div {

    /**
     * A line.
     *
     * @param more whether there are more that the list does not show
     */
    public StatusLine(int count, String one, String many, boolean more) {
        this((more ? "Only the first " : "") + FigureText.grouped(count) + " " + (count == 1 ? one : many));
    }

    /** A sentence. */
    public StatusLine(String sentence) {
        addClassName("toolbar");
        Span text = new Span(sentence);
        text.addClassName("status");
        text.getElement().setAttribute("role", "status");
        add(text);
    }
}
