package io.truenow.sql.http;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.form.AnswerForm;
import io.truenow.sql.form.RowWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of one statement as they come. Rows that came go out after {@value #PUSH_NANOS} ns at the latest together with the next;
 * JSON alone waits until it is whole or longer than what is held, so that its status says how it ended. One thread.
 */
final class RowSender {

    /** Most bytes of a JSON answer that wait for its end: more than the smallest limit of such an answer that can be set. */
    static final int JSON_HOLD = (1 << 20) + (1 << 16);

    private static final int OTHER_HOLD = 1 << 16;
    private static final long PUSH_NANOS = 200_000_000L;

    private final AnswerForm form;
    private final AnswerStream out;
    private final RowWriter writer;
    private final int maxJsonBytes;
    private final long startedNanos;
    private boolean begun;

    /**
     * A sender.
     *
     * @param maxJsonBytes most bytes of a JSON answer
     * @param startedNanos when the request came
     */
    RowSender(AnswerForm form, jakarta.servlet.http.HttpServletResponse response, int maxJsonBytes, long startedNanos) {
        this.form = form;
        this.out = new AnswerStream(response, form == AnswerForm.JSON ? JSON_HOLD : OTHER_HOLD);
        this.writer = form.writer(out);
        this.maxJsonBytes = maxJsonBytes;
        this.startedNanos = startedNanos;
    }

    /** Sends all rows. */
    void send(SqlCursor cursor) throws IOException {
        writer.begin(cursor.columns());
        begun = true;
        long rows = 0;
        long pushed = System.nanoTime();
        while (cursor.next()) {
            writer.row(cursor.row());
            rows++;
            requireRoom();
            if (form != AnswerForm.JSON || out.isSent()) {
                long now = System.nanoTime();
                if (now - pushed > PUSH_NANOS) {
                    writer.flush();
                    out.push();
                    pushed = now;
                }
            }
        }
        writer.end(end(cursor, rows, null));
        if (!out.isSent()) {
            requireRoom();
        }
        out.finish();
    }

    /** Sends one page, which is there already. */
    void send(OpenPages.Page page) throws IOException {
        writer.begin(page.cursor().columns());
        begun = true;
        for (@Nullable Object[] row : page.rows()) {
            writer.row(row);
            requireRoom();
        }
        writer.end(end(page.cursor(), page.rows().size(), page.next()));
        if (!out.isSent()) {
            requireRoom();
        }
        out.finish();
    }

    private RowWriter.End end(SqlCursor cursor, long rows, @Nullable String next) {
        return new RowWriter.End(
                rows,
                (System.nanoTime() - startedNanos) / 1_000L / 1_000.0,
                cursor.statistics().rowsScanned(),
                cursor.statistics().incompleteBeforeMicros(),
                next);
    }

    /** Whether the status of the answer is still to be said. */
    boolean isOpen() {
        return !out.isSent();
    }

    /** Says in the stream that the answer ends before its last row; false if the connection has to be cut for that. */
    boolean fail(TrueNowException failure) throws IOException {
        boolean said = begun && writer.fail(failure);
        out.finish();
        return said;
    }

    /** The writer holds back some kilobytes, so between rows this is late by as many, and after the last it is exact. */
    private void requireRoom() {
        if (form == AnswerForm.JSON && out.total() > maxJsonBytes) {
            throw new TrueNowException(
                    ErrorCode.ANSWER_LIMIT,
                    "The answer has more than [" + maxJsonBytes + "] bytes (limit of /v1/sql).",
                    "/sql",
                    "Ask for fewer rows or columns, or in another form by Accept (" + AnswerForm.all()
                            + "), or over JDBC: only JSON has this limit.",
                    null);
        }
    }
}
