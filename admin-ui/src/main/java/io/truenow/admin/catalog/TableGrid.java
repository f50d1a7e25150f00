package io.truenow.admin.catalog;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.truenow.admin.format.FigureText;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables with their figures. Used under the UI's lock. */
final class TableGrid extends Grid<TableLine> {

    TableGrid() {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        getElement().setAttribute("aria-label", "Tables");
        setSelectionMode(SelectionMode.SINGLE);
        addColumn(TableLine::namespace)
                .setHeader("Namespace")
                .setAutoWidth(true)
                .setSortable(true);
        addColumn(TableLine::table).setHeader("Table").setAutoWidth(true).setSortable(true);
        count("Rows stored", TableLine::stored);
        bytes("Resident", TableLine::residentBytes);
        count("Segments", TableLine::segments);
        time("First event", TableLine::minTimeMicros);
        time("Last event", TableLine::maxTimeMicros);
        time("Watermark", TableLine::watermarkMicros);
        count("Duplicates", TableLine::duplicates);
        count("Conflicting", TableLine::conflicting);
        count("Late", TableLine::late);
        addColumn(line -> line.stopped() ? "Stopped" : line.incompleteBeforeMicros() != null ? "Incomplete" : "OK")
                .setHeader("State")
                .setAutoWidth(true)
                .setPartNameGenerator(line -> line.stopped() ? "bad" : null);
    }

    private void count(String header, Function<TableLine, @Nullable Long> value) {
        number(header, value, FigureText::grouped);
    }

    private void bytes(String header, Function<TableLine, @Nullable Long> value) {
        number(header, value, bytes -> FigureText.bytes(bytes).toString());
    }

    private void number(String header, Function<TableLine, @Nullable Long> value, Function<Long, String> text) {
        addColumn(line -> {
                    Long number = value.apply(line);
                    return number == null ? FigureText.UNKNOWN : text.apply(number);
                })
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(0)
                .setComparator(order(value))
                .setPartNameGenerator(line -> "number");
    }

    private void time(String header, Function<TableLine, @Nullable Long> value) {
        addColumn(LitRenderer.<TableLine>of("<tn-time us=\"${item.us}\"></tn-time>")
                        .withProperty("us", line -> String.valueOf(value.apply(line))))
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
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
