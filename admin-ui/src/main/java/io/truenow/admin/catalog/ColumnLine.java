package io.truenow.admin.catalog;

import io.truenow.admin.format.FigureText;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sys.columns}: known without reading rows; null where the server does not know.
 *
 * @param distinctExact whether {@code distinct} is exact; else it is an upper bound
 * @param extremesExact whether {@code min} and {@code max} are of rows in memory; else of rows that left it too
 */
public record ColumnLine(
        String name,
        String role,
        String type,
        @Nullable Long nonNull,
        @Nullable Long nulls,
        @Nullable Long distinct,
        boolean distinctExact,
        @Nullable String min,
        @Nullable String max,
        boolean extremesExact,
        @Nullable Long bytes) {

    static final String NOT_COUNTED = "Not known without reading rows. Choose the column and ask for exact figures.";
    static final String NO_VALUE = "No row in memory has a value.";

    String distinctText() {
        return distinct == null ? FigureText.UNKNOWN : (distinctExact ? "" : "≤ ") + FigureText.grouped(distinct);
    }

    String distinctNote() {
        return distinct == null
                ? NOT_COUNTED
                : distinctExact
                        ? "Exact: the size of the dictionary."
                        : "An upper bound: the dictionaries hold texts of rows that left memory, or share some.";
    }

    /** Rows without a value, of all rows. */
    String nullShare() {
        if (nulls == null || nonNull == null || nulls + nonNull == 0) {
            return FigureText.UNKNOWN;
        }
        return FigureText.share(nulls, nulls + nonNull);
    }

    String nullNote() {
        if (nulls == null || nonNull == null) {
            return NOT_COUNTED;
        }
        return nulls + nonNull == 0
                ? NO_VALUE
                : FigureText.grouped(nulls) + " of " + FigureText.grouped(nulls + nonNull) + " rows have no value.";
    }

    String extremeNote() {
        if (min == null) {
            return nonNull != null && nonNull == 0 ? NO_VALUE : NOT_COUNTED;
        }
        return extremesExact ? "Exact, of the rows in memory." : "Of rows that left memory too.";
    }

    String bytesText() {
        return bytes == null ? FigureText.UNKNOWN : FigureText.bytes(bytes).toString();
    }

    String bytesNote() {
        return bytes == null
                ? "The server does not know."
                : bytes == 0 && name.equals("event_time_us")
                        ? "The same values as event_time; they are kept once."
                        : FigureText.grouped(bytes) + " bytes in memory, dictionaries included.";
    }
}
