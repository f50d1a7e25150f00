package io.truenow.admin.catalog;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.truenow.admin.format.FigureText;
import io.truenow.events.time.TimeText;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables with their figures. Used under the UI's lock. */
final class TableGrid extends Grid<TableLine> {

    TableGrid() {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        getElement().setAttribute("aria-label", "Tables");
        setSelectionMode(SelectionMode.SINGLE);
        name("Namespace", TableLine::namespace);
        name("Table", TableLine::table);
        count("Rows stored", 104, TableLine::stored);
        bytes("Resident", 88, TableLine::residentBytes);
        count("Segments", 84, TableLine::segments);
        time("First event", 92, TableLine::minTimeMicros);
        time("Last event", 92, TableLine::maxTimeMicros);
        time("Watermark", 92, TableLine::watermarkMicros);
        count("Duplicates", 92, TableLine::duplicates);
        count("Conflicting", 92, TableLine::conflicting);
        count("Late", 96, TableLine::late);
        addColumn(TableGrid::state)
                .setHeader("State")
                .setWidth("104px")
                .setFlexGrow(0)
                .setTooltipGenerator(TableGrid::reason)
                .setPartNameGenerator(line -> line.stopped().isEmpty() ? null : "bad");
    }

    static String state(TableLine line) {
        return !line.stopped().isEmpty() ? "Stopped" : line.incompleteBeforeMicros() != null ? "Incomplete" : "OK";
    }

    private static @Nullable String reason(TableLine line) {
        Long incomplete = line.incompleteBeforeMicros();
        return !line.stopped().isEmpty()
                ? line.stopped()
                : incomplete == null ? null : "Events before " + TimeText.toIso(incomplete) + " are not in memory.";
    }

    private void name(String header, Function<TableLine, String> value) {
        addColumn(value::apply)
                .setHeader(header)
                .setWidth("96px")
                .setFlexGrow(1)
                .setSortable(true)
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
