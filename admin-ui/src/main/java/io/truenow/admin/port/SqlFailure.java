package io.truenow.admin.port;

import org.jspecify.annotations.Nullable;

/**
 * Why a statement gave no rows.
 *
 * @param message whole sentence for a person
 * @param detail everything that the driver said, to be copied into a report
 * @param span where in the statement, or null if unknown
 * @param cancelled whether a person stopped it
 */
public record SqlFailure(
        String message, String detail, @Nullable Span span, boolean cancelled) {

    /**
     * Part of a statement; lines and columns count from 1, the end is inclusive.
     */
    public record Span(int line, int column, int endLine, int endColumn) {

        /** The same part after the statement was moved down and right inside a longer text. */
        public Span shifted(int lines, int columnsOfFirstLine) {
            return new Span(
                    line + lines,
                    line == 1 ? column + columnsOfFirstLine : column,
                    endLine + lines,
                    endLine == 1 ? endColumn + columnsOfFirstLine : endColumn);
        }
    }

    /** The same failure, its place moved inside a longer text. */
    public SqlFailure shifted(int lines, int columnsOfFirstLine) {
        return span == null
                ? this
                : new SqlFailure(message, detail, span.shifted(lines, columnsOfFirstLine), cancelled);
    }
}
