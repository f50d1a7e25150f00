package io.truenow.command.ingest.arrow;

/** A dictionary and what a later message adds to it. */
final class JoinedValues extends Values {

    private final Values head;
    private final Values tail;

    JoinedValues(Values head, Values tail) {
        this.head = head;
        this.tail = tail;
    }

    @Override
    int size() {
        return Math.addExact(head.size(), tail.size());
    }

    @Override
    boolean isNull(int row) {
        return row < head.size() ? head.isNull(row) : tail.isNull(row - head.size());
    }

    @Override
    void text(int row) {
        if (row < head.size()) {
            head.text(row);
            at(head);
        } else {
            tail.text(row - head.size());
            at(tail);
        }
    }

    @Override
    long whole(int row) {
        return row < head.size() ? head.whole(row) : tail.whole(row - head.size());
    }

    @Override
    boolean fitsWhole(int row) {
        return row < head.size() ? head.fitsWhole(row) : tail.fitsWhole(row - head.size());
    }

    @Override
    double floating(int row) {
        return row < head.size() ? head.floating(row) : tail.floating(row - head.size());
    }

    @Override
    boolean bool(int row) {
        return row < head.size() ? head.bool(row) : tail.bool(row - head.size());
    }
}
