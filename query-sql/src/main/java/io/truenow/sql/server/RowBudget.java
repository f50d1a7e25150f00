package io.truenow.sql.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts rows and about their bytes until a frame has enough. Not thread-safe. */
final class RowBudget {

    private static final int VALUE_BYTES = 10;

    private int rowsLeft;
    private long bytesLeft;

    RowBudget(int rows, long bytes) {
        this.rowsLeft = rows;
        this.bytesLeft = bytes;
    }

    /** Counts a row; false if the frame has enough with it. */
    boolean takes(List<@Nullable Object> row) {
        rowsLeft--;
        for (Object value : row) {
            bytesLeft -= value instanceof String text ? VALUE_BYTES + text.length() : VALUE_BYTES;
        }
        return rowsLeft > 0 && bytesLeft > 0;
    }
}
