package io.truenow.command.ingest.arrow;

import io.truenow.command.ingest.ByteBudget;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** The dictionaries of a stream, by number. Bounded together; close gives their bytes back. Not thread-safe. */
final class Dictionaries implements AutoCloseable {

    /** Messages that one dictionary may be made of. */
    static final int MAX_PIECES = 256;

    private final ArrowSettings limits;
    private final ByteBudget budget;
    private final Map<Long, Values> dictionaries = new HashMap<>();
    private final Map<Long, Integer> pieces = new HashMap<>();
    private long bytes;

    Dictionaries(ArrowSettings limits, ByteBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** Takes bytes for what will be kept, before it is. */
    void take(long more) {
        if (bytes + more > limits.maxMessageBytes()) {
            throw ArrowFaults.tooLarge("All dictionaries of the stream together", limits.maxMessageBytes());
        }
        budget.take(more);
        bytes += more;
    }

    /**
     * Reads a dictionary message: a new dictionary, one that takes the place of another, or more of one.
     *
     * @param body its bytes, which stay
     */
    void put(DictionaryBatch message, ArrowSchema schema, Slice body) {
        ColumnKind kind = kind(schema, message.id());
        RecordBatch data = message.data();
        if (data == null) {
            throw ArrowFaults.corrupt("A dictionary has no values.");
        }
        if (kind == null) {
            return;
        }
        BatchBuffers buffers = new BatchBuffers(data, body, limits.maxMessageBytes());
        Values values = ArrowColumn.read(kind, buffers);
        take(buffers.unpackedBytes());
        Values known = dictionaries.get(message.id());
        if (!message.isDelta()) {
            dictionaries.put(message.id(), values);
            pieces.put(message.id(), 1);
            return;
        }
        if (known == null) {
            throw ArrowFaults.corrupt("More comes of a dictionary that was never sent.");
        }
        if (pieces.merge(message.id(), 1, Integer::sum) > MAX_PIECES) {
            throw ArrowFaults.corrupt("A dictionary comes in more than [" + MAX_PIECES + "] pieces.");
        }
        dictionaries.put(message.id(), new JoinedValues(known, values));
    }

    private static @Nullable ColumnKind kind(ArrowSchema schema, long id) {
        for (ArrowColumn column : schema.columns()) {
            if (column.hasDictionary() && column.dictionary() == id) {
                return column.kind();
            }
        }
        return null;
    }

    /** The values of a column, given its indexes. */
    Values of(ArrowColumn column, Values indexes) {
        Values dictionary = dictionaries.get(column.dictionary());
        if (dictionary == null) {
            throw ArrowFaults.corrupt("The dictionary of a column was not sent before its rows.");
        }
        return new DictionaryValues(indexes, dictionary);
    }

    @Override
    public void close() {
        budget.giveBack(bytes);
        bytes = 0;
        dictionaries.clear();
    }
}
