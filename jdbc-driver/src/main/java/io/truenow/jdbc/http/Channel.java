package io.truenow.jdbc.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A socket that carries one request after the other. Not thread-safe, but {@link #close()} may come from another thread. */
final class Channel implements AutoCloseable {

    private static final int MAX_LINE = 16_384;
    private static final int MAX_BODY = 1 << 30;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[16_384];
    private int position;
    private int filled;
    private boolean used;
    private boolean answering;
    private boolean reusable = true;
    private int timeoutMillis = -1;
    private long idleSinceNanos = System.nanoTime();

    Channel(Endpoint endpoint) throws IOException {
        this.socket = endpoint.open();
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Whether a request has been answered on it before, so that the server may have closed it meanwhile. */
    boolean wasUsed() {
        return used;
    }

    /** Whether the first byte of the last request's answer has come. */
    boolean answering() {
        return answering;
    }

    boolean reusable() {
        return reusable && !socket.isClosed();
    }

    long idleNanos() {
        return System.nanoTime() - idleSinceNanos;
    }

    /** Sends a request, head and body in one buffer, and waits for its answer. */
    HttpAnswer exchange(byte[] request, int length, int timeout) throws IOException {
        answering = false;
        if (timeout != timeoutMillis) {
            socket.setSoTimeout(timeout);
            timeoutMillis = timeout;
        }
        out.write(request, 0, length);
        out.flush();
        HttpAnswer answer = answer();
        used = true;
        idleSinceNanos = System.nanoTime();
        return answer;
    }

    private HttpAnswer answer() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.") || status.length() < 12) {
            throw new IOException("The server does not speak HTTP.");
        }
        int code = number(status.substring(9, 12), 10);
        long contentLength = -1;
        boolean chunked = false;
        String contentType = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                    case "content-length" ->
                        contentLength = number(line.substring(colon + 1).strip(), 10);
                    case "content-type" ->
                        contentType = line.substring(colon + 1).strip();
                    case "transfer-encoding" ->
                        chunked = line.toLowerCase(Locale.ROOT).endsWith("chunked");
                    case "connection" ->
                        reusable &= !line.toLowerCase(Locale.ROOT).endsWith("close");
                    default -> {
                        // says nothing that matters here
                    }
                }
            }
        }
        byte[] body = chunked ? chunks() : contentLength < 0 ? rest() : exactly((int) contentLength);
        return new HttpAnswer(code, contentType, body);
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int value = Integer.parseInt(text, radix);
            if (value >= 0 && value <= MAX_BODY) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            throw new IOException("The server's answer has a broken head.", noNumber);
        }
        throw new IOException("The server's answer is too large.");
    }

    private byte[] exactly(int length) throws IOException {
        byte[] body = new byte[length];
        int have = Math.min(length, filled - position);
        System.arraycopy(buffer, position, body, 0, have);
        position += have;
        if (in.readNBytes(body, have, length - have) < length - have) {
            throw new EOFException("The server closed the connection in the middle of an answer.");
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            int length = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // trailers say nothing that matters here
                }
                return body.toByteArray();
            }
            body.write(exactly(length));
            line();
        }
    }

    private byte[] rest() throws IOException {
        reusable = false;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(buffer, position, filled - position);
        position = filled;
        in.transferTo(body);
        return body.toByteArray();
    }

    private String line() throws IOException {
        int from = position;
        while (true) {
            for (int i = from; i < filled; i++) {
                if (buffer[i] == '\n') {
                    int end = i > position && buffer[i - 1] == '\r' ? i - 1 : i;
                    String line = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
                    position = i + 1;
                    return line;
                }
            }
            from = fill();
        }
    }

    /** Reads more behind what is there; returns where the new bytes begin. */
    private int fill() throws IOException {
        int have = filled - position;
        if (have >= MAX_LINE) {
            throw new IOException("The server's answer has a line that is too long.");
        }
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, have);
            position = 0;
            filled = have;
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("The server closed the connection before it answered.");
        }
        answering = true;
        filled += read;
        return have;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closed) {
            // nothing is left to do with it
        }
    }
}
