package io.truenow.admin.query;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of an answer; only those in view are sent to the browser. Values stand as a program would get them. Used under the UI's lock. */
final class ResultGrid extends Div {

    ResultGrid(ResultRows answer) {
        addClassName("result");
        Grid<@Nullable Object[]> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COLUMN_BORDERS);
        grid.getElement().setAttribute("aria-label", "Rows of the answer");
        grid.setColumnReorderingAllowed(true);
        List<ResultColumn> columns = answer.columns();
        for (int i = 0; i < columns.size(); i++) {
            addColumn(grid, columns.get(i), i);
        }
        grid.setItems(answer.rows());
        grid.setSizeFull();
        add(grid);
    }

    private static void addColumn(Grid<@Nullable Object[]> grid, ResultColumn column, int index) {
        Span name = new Span(column.name());
        name.addClassName("column-name");
        Span type = new Span(column.type());
        type.addClassName("column-type");
        Div header = new Div(name, type);
        header.addClassName("column-header");
        grid.addColumn(row -> text(row[index]))
                .setHeader(header)
                .setAutoWidth(true)
                .setFlexGrow(0)
                .setResizable(true)
                .setTextAlign(column.number() ? ColumnTextAlign.END : ColumnTextAlign.START)
                .setPartNameGenerator(row -> row[index] == null ? "null" : column.number() ? "number" : null);
    }

    static String text(@Nullable Object cell) {
        return switch (cell) {
            case null -> "NULL";
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> String.valueOf(number.longValue()) + ".0";
            default -> cell.toString();
        };
    }
}
