package io.truenow.admin.catalog;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.truenow.admin.format.FigureText;
import org.jspecify.annotations.Nullable;

/** Segments of one table, in log order. Used under the UI's lock. */
final class SegmentGrid extends Grid<SegmentLine> {

    SegmentGrid() {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        getElement().setAttribute("aria-label", "Segments");
        setSelectionMode(SelectionMode.NONE);
        number("Shard", SegmentLine::shard);
        number("Segment", SegmentLine::number);
        text("State", line -> line.sealed() ? "sealed" : "growing");
        text("Checkpoint", line -> line.checkpointed() ? "on disk" : "not yet");
        number("Rows", SegmentLine::rows);
        number("Chunks", SegmentLine::chunks);
        addColumn(line -> line.bytes() == null
                        ? FigureText.UNKNOWN
                        : FigureText.bytes(line.bytes()).toString())
                .setHeader("In memory")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("96px")
                .setFlexGrow(0)
                .setPartNameGenerator(line -> "number");
        time("First event", SegmentLine::first);
        time("Last event", SegmentLine::last);
    }

    private void text(String header, ValueProvider<SegmentLine, String> text) {
        addColumn(text).setHeader(header).setWidth("96px").setFlexGrow(1);
    }

    private void number(String header, ValueProvider<SegmentLine, @Nullable Long> value) {
        addColumn(line -> {
                    Long number = value.apply(line);
                    return number == null ? FigureText.UNKNOWN : FigureText.grouped(number);
                })
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("88px")
                .setFlexGrow(0)
                .setPartNameGenerator(line -> "number");
    }

    private void time(String header, ValueProvider<SegmentLine, @Nullable Long> micros) {
        addColumn(LitRenderer.<SegmentLine>of("<tn-time us=\"${item.us}\"></tn-time>")
                        .withProperty("us", line -> String.valueOf(micros.apply(line))))
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("112px")
                .setFlexGrow(0);
    }
}
