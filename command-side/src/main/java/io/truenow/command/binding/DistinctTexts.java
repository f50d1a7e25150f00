package io.truenow.command.binding;

import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.SentAs;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that is worked out of the values of a dimension, once for each distinct one: a batch repeats its texts. Not thread-safe.
 *
 * @param <T> what is worked out
 */
final class DistinctTexts<T> {

    private static final int KINDS = SentAs.JSON + 1;

    private final EventColumn.StringColumn column;
    private final BiFunction<Byte, String, T> work;
    private final @Nullable Object[] known;

    DistinctTexts(EventColumn.StringColumn column, BiFunction<Byte, String, T> work) {
        this.column = column;
        this.work = work;
        this.known = new Object[column.dictionary().size() * (column.kinds() == null ? 1 : KINDS)];
    }

    /** For the value of a row that has one. */
    @SuppressWarnings("unchecked") // nothing else is put in
    T of(int row) {
        int code = column.codes()[row];
        byte kind = column.kind(row);
        int at = column.kinds() == null ? code : code * KINDS + kind;
        Object found = known[at];
        if (found == null) {
            found = work.apply(kind, column.dictionary().text(code));
            known[at] = found;
        }
        return (T) found;
    }
}
