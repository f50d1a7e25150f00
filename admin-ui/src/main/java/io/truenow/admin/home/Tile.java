package io.truenow.admin.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.FigureText.Amount;

/** One live figure: what, how much in which unit, over which window. Used under the UI's lock. */
final class Tile extends Div {

    private final Span number = new Span(FigureText.UNKNOWN);
    private final Span unit = new Span();
    private final Span note = new Span();

    Tile(String label, String window) {
        addClassName("tile");
        Span name = new Span(label);
        name.addClassName("tile-label");
        number.addClassName("tile-number");
        unit.addClassName("tile-unit");
        note.addClassName("tile-note");
        note.setText(window);
        Div value = new Div(number, unit);
        value.addClassName("tile-value");
        add(name, value, note);
    }

    void show(Amount amount, String exact) {
        number.setText(amount.number());
        unit.setText(amount.unit());
        number.removeClassName("unknown");
        getElement().setAttribute("title", exact);
    }

    void unknown(String reason) {
        number.setText(FigureText.UNKNOWN);
        number.addClassName("unknown");
        unit.setText("");
        getElement().setAttribute("title", reason);
    }

    void note(String text) {
        note.setText(text);
    }
}
