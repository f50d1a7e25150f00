package io.truenow.admin.catalog;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import io.truenow.admin.format.FigureText;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of one table. Used under the UI's lock. */
final class ColumnGrid extends Grid<ColumnLine> {

    ColumnGrid() {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        getElement().setAttribute("aria-label", "Columns");
        setSelectionMode(SelectionMode.NONE);
        setAllRowsVisible(true);
        addColumn(ColumnLine::name).setHeader("Column").setAutoWidth(true).setSortable(true);
        addColumn(line -> line.role().toLowerCase(Locale.ROOT))
                .setHeader("Role")
                .setAutoWidth(true);
        addColumn(ColumnLine::type).setHeader("Type").setAutoWidth(true);
        number("Not null", ColumnLine::nonNull);
        number("Distinct values", ColumnLine::distinctValues);
    }

    private void number(String header, Function<ColumnLine, @Nullable Long> value) {
        addColumn(line -> {
                    Long number = value.apply(line);
                    return number == null ? FigureText.UNKNOWN : FigureText.grouped(number);
                })
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(0)
                .setPartNameGenerator(line -> "number");
    }
}
