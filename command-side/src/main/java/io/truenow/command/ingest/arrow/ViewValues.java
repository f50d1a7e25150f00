package io.truenow.command.ingest.arrow;

/** Texts as views of 16 bytes: length, then the text itself if it is short, else its front, its buffer and its place there. */
final class ViewValues extends Values {

    private static final int SHORT = 12;

    private final int rows;
    private final Validity validity;
    private final Slice views;
    private final Slice[] buffers;

    private ViewValues(int rows, Validity validity, Slice views, Slice[] buffers) {
        this.rows = rows;
        this.validity = validity;
        this.views = views;
        this.buffers = buffers;
    }

    /** Reads the next column. */
    static ViewValues next(BatchBuffers buffers) {
        Validity validity = Validity.next(buffers);
        Slice views = buffers.next((long) buffers.rows() * ColumnKind.UTF8_VIEW.width());
        return new ViewValues(buffers.rows(), validity, views, buffers.nextVariadic());
    }

    @Override
    int size() {
        return rows;
    }

    @Override
    boolean isNull(int row) {
        return validity.isNull(row);
    }

    @Override
    void text(int row) {
        int view = row * ColumnKind.UTF8_VIEW.width();
        int length = views.int32(view);
        if (length >= 0 && length <= SHORT) {
            at(views.bytes(), views.from() + view + 4, length);
            return;
        }
        int buffer = views.int32(view + 8);
        if (length < 0 || buffer < 0 || buffer >= buffers.length) {
            throw ArrowFaults.corrupt("A text lies outside of its buffer.");
        }
        Slice text = buffers[buffer].part(views.int32(view + 12), length);
        at(text.bytes(), text.from(), length);
    }
}
