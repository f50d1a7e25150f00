package io.truenow.admin.catalog;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.port.ResultRows;

/** Values with their counts and their share of all rows. Used under the UI's lock. */
final class TopValues extends NativeTable {

    TopValues(ResultRows rows, long all) {
        addClassName("top-values");
        NativeTableRow head = new NativeTableRow();
        head.add(headCell("Value"), headCell("Rows"), headCell("Share"));
        NativeTableHeader header = new NativeTableHeader();
        header.add(head);
        NativeTableBody body = new NativeTableBody();
        for (NamedCells cells : NamedCells.of(rows)) {
            Long count = cells.number("row_count");
            String value = cells.known("top_value");
            body.add(row(value, count == null ? 0 : count, all));
        }
        add(header, body);
    }

    private static NativeTableHeaderCell headCell(String text) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", "col");
        return cell;
    }

    private static NativeTableRow row(@org.jspecify.annotations.Nullable String value, long count, long all) {
        Span text = new Span(value == null ? "NULL" : value.isEmpty() ? "''" : value);
        if (value == null) {
            text.addClassName("null");
        }
        text.getElement().setAttribute("title", value == null ? "No value" : value);
        NativeTableRow row = new NativeTableRow();
        row.add(new NativeTableCell(text), new NativeTableCell(FigureText.grouped(count)));
        NativeTableCell share = new NativeTableCell();
        if (all > 0) {
            Div bar = new Div();
            bar.addClassName("share-bar");
            bar.getStyle().set("width", 100.0 * count / all + "%");
            share.add(new Span(FigureText.share(count, all)), bar);
        }
        row.add(share);
        return row;
    }
}
