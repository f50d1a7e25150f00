package io.truenow.launcher.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small table of texts for people, with columns as wide as their widest cell. Not thread-safe. */
final class TextTable {

    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    TextTable(String... head) {
        widths = new int[head.length];
        row(head);
    }

    void row(String... cells) {
        for (int c = 0; c < cells.length; c++) {
            widths[c] = Math.max(widths[c], cells[c].codePointCount(0, cells[c].length()));
        }
        rows.add(Arrays.copyOf(cells, cells.length));
    }

    void print(PrintWriter out) {
        for (String[] cells : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < cells.length; c++) {
                line.append(cells[c]);
                if (c < cells.length - 1) {
                    line.append(" ".repeat(widths[c] + 2 - cells[c].codePointCount(0, cells[c].length())));
                }
            }
            out.println(line);
        }
    }
}
