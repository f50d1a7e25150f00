package io.truenow.admin.shell;

import com.vaadin.flow.component.html.Span;

/** A state: a coloured mark, always with its word. Used under the UI's lock. */
public final class StateMark extends Span {

    /** What a state means to a person. */
    public enum Mood {
        /** Works. */
        GOOD,
        /** Will work. */
        WAIT,
        /** Does not work. */
        BAD,
        /** Nobody knows. */
        UNKNOWN
    }

    /** A mark without a state yet. */
    public StateMark() {
        addClassName("state-mark");
    }

    /** Shows a state. */
    public void show(Mood mood, String word) {
        getElement().setAttribute("data-mood", mood.name().toLowerCase(java.util.Locale.ROOT));
        setText(word);
    }
}
