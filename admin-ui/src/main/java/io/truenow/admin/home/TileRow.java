package io.truenow.admin.home;

import com.vaadin.flow.component.html.Div;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.FigureText.Amount;
import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import java.util.function.DoubleFunction;

/** The tiles of the home screen. Used under the UI's lock. */
final class TileRow extends Div {

    private final Tile stored = new Tile("Events stored", "total, without duplicates");
    private final Tile rate = new Tile("Events", "mean over 10 s");
    private final Tile acknowledgement = new Tile("Acknowledgement p99", "over the last minute");
    private final Tile freshness = new Tile("Freshness", "behind event time");
    private final Tile lag = new Tile("Lag", "log records to apply");
    private final Tile statements = new Tile("Statements", "mean over 10 s");
    private final Tile memory = new Tile("Memory", "of the budget");
    private final Tile uptime = new Tile("Uptime", "since the start");

    TileRow() {
        addClassName("tiles");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", "Live figures");
        add(stored, rate, acknowledgement, freshness, lag, statements, memory, uptime);
    }

    void show(Figures figures) {
        set(stored, figures, Figure.EVENTS_STORED, v -> new Amount(FigureText.grouped((long) v), "events"));
        set(rate, figures, Figure.EVENTS_PER_SECOND, v -> new Amount(FigureText.rate(v), "events/s"));
        set(acknowledgement, figures, Figure.ACKNOWLEDGEMENT_P99_MICROS, FigureText::duration);
        set(freshness, figures, Figure.FRESHNESS_MICROS, FigureText::duration);
        set(lag, figures, Figure.LAG_RECORDS, v -> new Amount(FigureText.grouped((long) v), "records"));
        set(statements, figures, Figure.STATEMENTS_PER_SECOND, v -> new Amount(FigureText.rate(v), "statements/s"));
        set(memory, figures, Figure.MEMORY_USED_BYTES, FigureText::bytes);
        set(uptime, figures, Figure.UPTIME_MICROS, FigureText::duration);
        Double budget = figures.value(Figure.MEMORY_BUDGET_BYTES);
        memory.note(budget == null ? "budget unknown" : "of " + FigureText.bytes(budget) + " budget");
    }

    private static void set(Tile tile, Figures figures, Figure figure, DoubleFunction<Amount> text) {
        Double value = figures.value(figure);
        if (value == null) {
            tile.unknown(figures.reason(figure));
        } else {
            tile.show(text.apply(value), exact(figure, value));
        }
    }

    private static String exact(Figure figure, double value) {
        String name = figure.name();
        String number = value == Math.rint(value) ? FigureText.grouped((long) value) : String.valueOf(value);
        return name.endsWith("_MICROS") ? number + " µs" : name.endsWith("_BYTES") ? number + " bytes" : number;
    }
}
