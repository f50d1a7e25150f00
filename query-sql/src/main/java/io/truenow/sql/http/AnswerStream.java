package io.truenow.sql.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Body of an answer whose outcome is not known yet: holds the first bytes, so that a failure among them gets a status of its own and a
 * short answer its length; what is longer goes on as it comes. One thread.
 */
final class AnswerStream extends OutputStream {

    private final HttpServletResponse response;
    private final int hold;
    private ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean sent;
    private long total;

    /** @param hold most bytes that are held */
    AnswerStream(HttpServletResponse response, int hold) {
        this.response = response;
        this.hold = hold;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        total += length;
        if (!sent && held.size() + length <= hold) {
            held.write(bytes, from, length);
            return;
        }
        send();
        response.getOutputStream().write(bytes, from, length);
    }

    /** Ignored: who writes rows flushes often, what is held stays held. */
    @Override
    public void flush() {}

    /** Hands on all that is held; from now on the answer is a success. */
    void send() throws IOException {
        if (!sent) {
            sent = true;
            held.writeTo(response.getOutputStream());
            held = new ByteArrayOutputStream(0);
        }
    }

    /** Hands on all that is held, as far as to the receiver. */
    void push() throws IOException {
        send();
        response.getOutputStream().flush();
    }

    /** The answer is whole. */
    void finish() throws IOException {
        if (!sent) {
            response.setContentLength(held.size());
        }
        send();
    }

    /** Whether some of the answer has gone out, so that its status is said. */
    boolean isSent() {
        return sent;
    }

    /** Bytes written so far, the held ones too. */
    long total() {
        return total;
    }
}
