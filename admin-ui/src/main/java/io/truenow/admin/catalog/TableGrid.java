package io.truenow.admin.catalog;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.truenow.admin.format.FigureText;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables with their figures; the name is a link. Used under the UI's lock. */
final class TableGrid extends Grid<TableLine> {

    TableGrid() {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        getElement().setAttribute("aria-label", "Tables");
        setSelectionMode(SelectionMode.NONE);
        link("Namespace", TableLine::namespace, line -> new Place(line.namespace(), "", ""));
        link("Table", TableLine::table, TableLine::place);
        count("Rows stored", 108, line -> line.counts().stored());
        bytes("In memory", 92, line -> line.bytes().resident());
        count("Segments", 84, line -> line.counts().segments());
        time("First event", 92, line -> line.times().first());
        time("Last event", 92, line -> line.times().last());
        time("Watermark", 92, line -> line.times().watermark());
        count("Duplicates", 92, line -> line.counts().duplicates());
        count("Conflicting", 96, line -> line.counts().conflicting());
        count("Late", 96, line -> line.counts().late());
        addColumn(TableLine::state)
                .setHeader("State")
                .setWidth("104px")
                .setFlexGrow(0)
                .setTooltipGenerator(TableLine::reason)
                .setPartNameGenerator(line -> line.stopped().isEmpty() ? null : "bad");
    }

    private void link(String header, Function<TableLine, String> text, Function<TableLine, Place> place) {
        addColumn(LitRenderer.<TableLine>of("<a href=\"${item.link}\" router-link>${item.text}</a>")
                        .withProperty("link", line -> place.apply(line).link())
                        .withProperty("text", text::apply))
                .setHeader(header)
                .setWidth("96px")
                .setFlexGrow(1)
                .setComparator(Comparator.comparing(text))
                .setResizable(true);
    }

    private void count(String header, int width, Function<TableLine, @Nullable Long> value) {
        number(header, width, value, FigureText::grouped);
    }

    private void bytes(String header, int width, Function<TableLine, @Nullable Long> value) {
        number(header, width, value, bytes -> FigureText.bytes(bytes).toString());
    }

    private void number(
            String header, int width, Function<TableLine, @Nullable Long> value, Function<Long, String> text) {
        addColumn(line -> {
                    Long number = value.apply(line);
                    return number == null ? FigureText.UNKNOWN : text.apply(number);
                })
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth(width + "px")
                .setFlexGrow(0)
                .setComparator(order(value))
                .setPartNameGenerator(line -> "number");
    }

    private void time(String header, int width, Function<TableLine, @Nullable Long> value) {
        addColumn(LitRenderer.<TableLine>of("<tn-time us=\"${item.us}\"></tn-time>")
                        .withProperty("us", line -> String.valueOf(value.apply(line))))
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth(width + "px")
                .setFlexGrow(0)
                .setComparator(order(value));
    }

    private static Comparator<TableLine> order(Function<TableLine, @Nullable Long> value) {
        return Comparator.comparingLong(line -> {
            Long number = value.apply(line);
            return number == null ? Long.MIN_VALUE : number;
        });
    }
}
