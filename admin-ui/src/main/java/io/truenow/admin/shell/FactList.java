package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import org.jspecify.annotations.Nullable;

/** Facts side by side, each with its name, its value and, on hover, what it means. Used under the UI's lock. */
public final class FactList extends Div {

    /** No facts yet. */
    public FactList() {
        addClassName("facts");
    }

    /** Adds a count. */
    public FactList count(String name, @Nullable Long value, String note) {
        return text(name, value == null ? FigureText.UNKNOWN : FigureText.grouped(value), note);
    }

    /** Adds bytes; the exact number is in the note. */
    public FactList bytes(String name, @Nullable Long value, String note) {
        return value == null
                ? text(name, FigureText.UNKNOWN, "The server does not know.")
                : text(
                        name,
                        FigureText.bytes(value).toString(),
                        FigureText.grouped(value) + " bytes" + (note.isEmpty() ? "" : ". " + note));
    }

    /** Adds a moment. */
    public FactList time(String name, @Nullable Long micros) {
        return fact(name, micros == null ? new Moment() : new Moment(micros), "");
    }

    /** Adds words. */
    public FactList text(String name, String value, String note) {
        return fact(name, new Span(value), note);
    }

    private FactList fact(String name, Component value, String note) {
        Span label = new Span(name);
        label.addClassName("muted");
        Div fact = new Div(label, value);
        fact.addClassName("fact");
        if (!note.isEmpty()) {
            value.getElement().setAttribute("title", note);
        }
        add(fact);
        return this;
    }
}
