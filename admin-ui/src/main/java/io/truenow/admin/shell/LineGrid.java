package io.truenow.admin.shell;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.truenow.admin.format.FigureText;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list with links, words, figures and times, each sortable. Used under the UI's lock. */
public final class LineGrid<T> extends Grid<T> {

    private static final int ALL_ROWS_VISIBLE = 16;
    private static final String HEIGHT = "560px";

    /** A list without columns. */
    public LineGrid(String label) {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        getElement().setAttribute("aria-label", label);
        setSelectionMode(SelectionMode.NONE);
        addClassName("framed");
    }

    /** Shows lines. */
    public void show(List<T> lines) {
        setItems(lines);
        boolean few = lines.size() <= ALL_ROWS_VISIBLE;
        setAllRowsVisible(few);
        setHeight(few ? null : HEIGHT);
    }

    /** Adds a name that leads to its own place. */
    public LineGrid<T> link(String header, Function<T, String> text, Function<T, String> path) {
        addColumn(LitRenderer.<T>of("<a href=\"${item.link}\" router-link>${item.text}</a>")
                        .withProperty("link", path::apply)
                        .withProperty("text", text::apply))
                .setHeader(header)
                .setWidth("112px")
                .setFlexGrow(1)
                .setComparator(Comparator.comparing(text))
                .setResizable(true);
        return this;
    }

    /** Adds words; cut ones are on hover. */
    public LineGrid<T> text(String header, int width, Function<T, String> text) {
        addColumn(text::apply)
                .setHeader(header)
                .setWidth(width + "px")
                .setFlexGrow(1)
                .setComparator(Comparator.comparing(text))
                .setTooltipGenerator(text::apply)
                .setResizable(true);
        return this;
    }

    /** Adds a state, bad ones marked beside their word. */
    public LineGrid<T> state(String header, Function<T, String> word, Function<T, Boolean> bad) {
        addColumn(word::apply)
                .setHeader(header)
                .setWidth("104px")
                .setFlexGrow(0)
                .setComparator(Comparator.comparing(word))
                .setPartNameGenerator(line -> bad.apply(line) ? "bad" : null);
        return this;
    }

    /** Adds a figure. */
    public LineGrid<T> number(String header, int width, Function<T, @Nullable Long> value) {
        addColumn(line -> {
                    Long number = value.apply(line);
                    return number == null ? FigureText.UNKNOWN : FigureText.grouped(number);
                })
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth(width + "px")
                .setFlexGrow(0)
                .setComparator(order(value))
                .setPartNameGenerator(line -> "number");
        return this;
    }

    /** Adds a moment in microseconds. */
    public LineGrid<T> time(String header, Function<T, @Nullable Long> micros) {
        return time(header, micros, "");
    }

    /** Adds a moment in microseconds, or a word where there is none for a known reason. */
    public LineGrid<T> time(String header, Function<T, @Nullable Long> micros, String none) {
        addColumn(LitRenderer.<T>of("${item.none}<tn-time ?hidden=\"${item.none !== ''}\" us=\"${item.us}\"></tn-time>")
                        .withProperty("us", line -> String.valueOf(micros.apply(line)))
                        .withProperty("none", line -> micros.apply(line) == null ? none : ""))
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("104px")
                .setFlexGrow(0)
                .setComparator(order(micros));
        return this;
    }

    private static <T> Comparator<T> order(Function<T, @Nullable Long> value) {
        return Comparator.comparingLong(line -> {
            Long number = value.apply(line);
            return number == null ? Long.MIN_VALUE : number;
        });
    }
}
