package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a stream as blocks of whole lines: up to so many lines, or the line that reaches so many bytes. The block stands in one
 * array that the next call overwrites. What ends a line is the format's to say. While a call waits for the client, the whole lines that it
 * has read can be {@link #cut() cut off} as a block:
 *
 * <pre>
 * bytes  … block ¦ whole lines … ¦ part of a line … ¦ free, read into
 *         from   to              lineStart    at    end
 * </pre>
 *
 * Not thread-safe; close gives the bytes back.
 */
public abstract class LineBlocks implements EventBlocks {

    private final InputStream in;
    private final IngestSettings.Body limits;
    private final ByteBudget budget;
    private final int[] lineEnds;
    private byte[] bytes = new byte[0];
    private int lines;
    private int from;
    private int to;
    private int lineStart;
    private int at;
    private int end;
    private boolean ended;

    /** Blocks of a body. */
    protected LineBlocks(InputStream in, IngestSettings.Body limits, ByteBudget budget) {
        this.in = in;
        this.limits = limits;
        this.budget = budget;
        this.lineEnds = new int[limits.blockLines() + 1];
        grow(Math.min(limits.blockBytes(), 64 << 10));
    }

    /**
     * Place behind the byte that ends the line, or -1 if none of {@code [from, to)} does. Begins where it ended the last time, so that it
     * sees each byte once, in order.
     */
    protected abstract int lineEnd(byte[] bytes, int from, int to);

    /**
     * Reads the next block; false at the end.
     *
     * @throws TrueNowException {@code TOO_LARGE} for a line that is too long, {@code OVERLOADED}
     */
    @Override
    public boolean next() throws IOException {
        drop();
        while (true) {
            while (at < end) {
                int behind = lineEnd(bytes, at, end);
                at = behind < 0 ? end : behind;
                if (behind >= 0) {
                    lineEnds[lines++] = at - from;
                    lineStart = at;
                    if (lines == limits.blockLines() || at - from >= limits.blockBytes()) {
                        to = at;
                        return true;
                    }
                }
            }
            if (at - lineStart > limits.maxLineBytes()) {
                throw new TrueNowException(
                        ErrorCode.TOO_LARGE, "A line has more than [" + limits.maxLineBytes() + "] bytes.");
            }
            if (ended || !fill()) {
                to = end;
                if (lineStart < to) {
                    lineEnds[lines++] = to - from;
                }
                lineStart = end;
                return to > from;
            }
        }
    }

    /** Leaves the block behind. */
    private void drop() {
        from = to;
        lines = 0;
    }

    @Override
    public boolean holdsWhole() {
        return lineStart > to;
    }

    @Override
    public void cut() {
        to = lineStart;
    }

    /** Reads more behind what is there, which it may move to the front; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (end == bytes.length) {
            if (from > 0) {
                System.arraycopy(bytes, from, bytes, 0, end - from);
                end -= from;
                at -= from;
                lineStart -= from;
                to = 0;
                from = 0;
            } else {
                grow(bytes.length * 2);
            }
        }
        int read = in.read(bytes, end, bytes.length - end);
        if (to > from) {
            drop();
        }
        ended = read < 0;
        end += Math.max(read, 0);
        return !ended;
    }

    private void grow(int capacity) {
        budget.take(capacity - bytes.length);
        bytes = Arrays.copyOf(bytes, capacity);
    }

    /** Holds the block. */
    protected byte[] bytes() {
        return bytes;
    }

    /** Bytes of the block. */
    protected int blockBytes() {
        return to - from;
    }

    /** Lines of the block; the last may lack its end. */
    protected int lines() {
        return lines;
    }

    /** First byte of a line. */
    protected int lineFrom(int line) {
        return line == 0 ? from : from + lineEnds[line - 1];
    }

    /** End of a line, behind what ends it. */
    protected int lineTo(int line) {
        return from + lineEnds[line];
    }

    @Override
    public void close() {
        budget.giveBack(bytes.length);
        bytes = new byte[0];
    }
}
