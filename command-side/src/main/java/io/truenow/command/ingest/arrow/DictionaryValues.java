package io.truenow.command.ingest.arrow;

/** Values of a dictionary by their indexes. */
final class DictionaryValues extends Values {

    private final Values indexes;
    private final Values dictionary;

    DictionaryValues(Values indexes, Values dictionary) {
        this.indexes = indexes;
        this.dictionary = dictionary;
    }

    @Override
    int size() {
        return indexes.size();
    }

    @Override
    boolean isNull(int row) {
        return indexes.isNull(row) || dictionary.isNull(index(row));
    }

    private int index(int row) {
        long index = indexes.whole(row);
        if (index < 0 || index >= dictionary.size()) {
            throw ArrowFaults.corrupt("An index lies outside of its dictionary.");
        }
        return (int) index;
    }

    @Override
    void text(int row) {
        dictionary.text(index(row));
        at(dictionary);
    }

    @Override
    long whole(int row) {
        return dictionary.whole(index(row));
    }

    @Override
    boolean fitsWhole(int row) {
        return dictionary.fitsWhole(index(row));
    }

    @Override
    double floating(int row) {
        return dictionary.floating(index(row));
    }

    @Override
    boolean bool(int row) {
        return dictionary.bool(index(row));
    }
}
