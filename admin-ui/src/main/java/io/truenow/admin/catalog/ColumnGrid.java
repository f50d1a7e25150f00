package io.truenow.admin.catalog;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.truenow.admin.format.FigureText;
import java.util.Comparator;
import java.util.Locale;

/** Columns of one table with what is known of them without reading rows; the name is a link. Used under the UI's lock. */
final class ColumnGrid extends Grid<ColumnLine> {

    ColumnGrid(Place table) {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        getElement().setAttribute("aria-label", "Columns");
        setSelectionMode(SelectionMode.NONE);
        setAllRowsVisible(true);
        addColumn(LitRenderer.<ColumnLine>of("<a href=\"${item.link}\" router-link>${item.text}</a>")
                        .withProperty("link", line -> table.column(line.name()).link())
                        .withProperty("text", ColumnLine::name))
                .setHeader("Column")
                .setWidth("112px")
                .setFlexGrow(2)
                .setComparator(Comparator.comparing(ColumnLine::name));
        addColumn(ColumnLine::type).setHeader("Type").setWidth("100px").setFlexGrow(0);
        addColumn(line -> line.role().toLowerCase(Locale.ROOT))
                .setHeader("Role")
                .setWidth("84px")
                .setFlexGrow(0);
        number("Distinct", ColumnLine::distinctText, ColumnLine::distinctNote)
                .setComparator(Comparator.comparingLong(line -> line.distinct() == null ? -1 : line.distinct()));
        number("Nulls", ColumnLine::nullShare, ColumnLine::nullNote)
                .setComparator(Comparator.comparingLong(line -> line.nulls() == null ? -1 : line.nulls()));
        extreme("Smallest", line -> line.min() == null ? FigureText.UNKNOWN : line.min());
        extreme("Largest", line -> line.max() == null ? FigureText.UNKNOWN : line.max());
        number("In memory", ColumnLine::bytesText, ColumnLine::bytesNote)
                .setComparator(Comparator.comparingLong(line -> line.bytes() == null ? -1 : line.bytes()));
    }

    /** Marks the column that is looked at. */
    void mark(String name) {
        setPartNameGenerator(line -> line.name().equals(name) ? "chosen" : null);
    }

    private Column<ColumnLine> number(
            String header, ValueProvider<ColumnLine, String> text, ValueProvider<ColumnLine, String> note) {
        return addColumn(text)
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("76px")
                .setFlexGrow(0)
                .setTooltipGenerator(note::apply)
                .setPartNameGenerator(line -> "number");
    }

    private void extreme(String header, ValueProvider<ColumnLine, String> text) {
        addColumn(text)
                .setHeader(header)
                .setWidth("84px")
                .setFlexGrow(1)
                .setTooltipGenerator(line -> text.apply(line) + "\n" + line.extremeNote())
                .setPartNameGenerator(line -> "number");
    }
}
