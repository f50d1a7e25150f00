package io.truenow.bench.replay;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads one HTTP/1.1 answer out of bytes as they come: a status, headers, and a body of a stated length, in chunks, or none. Not
 * thread-safe; {@link #reset} makes it ready for the next.
 */
final class Answer {

    /** Longest answer that is understood. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int NO_HEADERS = -1;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int length;
    private int headersEnd = NO_HEADERS;
    private int status;
    private int bodyBytes;
    private boolean chunked;
    private boolean closes;

    void reset() {
        length = 0;
        headersEnd = NO_HEADERS;
        chunked = false;
        closes = false;
        bodyBytes = 0;
    }

    /** Where the next bytes go. */
    byte[] buffer() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes bytes that were put at {@link #length}; true if the answer is complete. */
    boolean take(int count) {
        length += count;
        if (headersEnd == NO_HEADERS && !headers()) {
            if (length == MAX_BYTES) {
                throw new IllegalStateException("An answer's headers are longer than " + MAX_BYTES + " bytes.");
            }
            return false;
        }
        if (chunked) {
            return endsWith("0\r\n\r\n");
        }
        return length >= headersEnd + bodyBytes;
    }

    private boolean headers() {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                headersEnd = i + 1;
                String text = new String(bytes, 0, i, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
                status = Integer.parseInt(text.substring(9, 12));
                String stated = header(text, "content-length");
                bodyBytes = stated.isEmpty() ? 0 : Integer.parseInt(stated);
                chunked = header(text, "transfer-encoding").equals("chunked");
                closes = header(text, "connection").equals("close");
                if (headersEnd + bodyBytes > MAX_BYTES) {
                    throw new IllegalStateException("An answer of " + bodyBytes + " bytes is too long.");
                }
                return true;
            }
        }
        return false;
    }

    private static String header(String text, String name) {
        int at = text.indexOf("\r\n" + name + ":");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 3;
        int to = text.indexOf('\r', from);
        return text.substring(from, to < 0 ? text.length() : to).strip();
    }

    private boolean endsWith(String end) {
        if (length - headersEnd < end.length()) {
            return false;
        }
        for (int i = 0; i < end.length(); i++) {
            if (bytes[length - end.length() + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean succeeded() {
        return status / 100 == 2;
    }

    /** Whether the server closes the connection behind it. */
    boolean closes() {
        return closes;
    }

    /** The whole body, with the marks of its chunks if it came in chunks. */
    String body() {
        return new String(bytes, headersEnd, length - headersEnd, StandardCharsets.UTF_8);
    }

    /** Status and body, shortened. */
    String text() {
        int from = Math.max(headersEnd, 0);
        String body = new String(bytes, from, Math.min(length - from, 300), StandardCharsets.UTF_8);
        return status + " " + body.replaceAll("\\s+", " ");
    }
}
