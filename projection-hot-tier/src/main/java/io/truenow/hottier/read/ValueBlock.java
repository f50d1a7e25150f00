package io.truenow.hottier.read;

import java.util.List;

/** Some rows of an answer, in columns. */
public record ValueBlock(int rows, List<ValueColumn> columns) {

    /** Copies the list. */
    public ValueBlock {
        columns = List.copyOf(columns);
    }
}
