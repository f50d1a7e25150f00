package io.truenow.command.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The body of a client that sends when a test says so. Thread-safe. */
final class SlowClient extends InputStream {

    private byte[] sent = new byte[0];
    private boolean waitedFor;
    private boolean ended;
    private @Nullable IOException broken;

    /** Sends a text; returns when the server has read it and waits for more. */
    void send(String text) throws InterruptedException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes; returns when the server has read them and waits for more. */
    synchronized void send(byte[] bytes) throws InterruptedException {
        put(bytes);
        while (sent.length > 0 || !waitedFor) {
            wait();
        }
    }

    /** Sends a text to a server that may not read on. */
    void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes to a server that may not read on. */
    synchronized void put(byte[] bytes) {
        int before = sent.length;
        sent = Arrays.copyOf(sent, before + bytes.length);
        System.arraycopy(bytes, 0, sent, before, bytes.length);
        notifyAll();
    }

    /** Ends the body as announced. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The connection breaks off, or stalls for too long. */
    synchronized void breakOff() {
        broken = new IOException("Connection reset");
        notifyAll();
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized int read(byte[] target, int from, int length) throws IOException {
        while (sent.length == 0 && !ended) {
            if (broken != null) {
                throw broken;
            }
            waitedFor = true;
            notifyAll();
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        waitedFor = false;
        if (sent.length == 0) {
            return -1;
        }
        int read = Math.min(length, sent.length);
        System.arraycopy(sent, 0, target, from, read);
        sent = Arrays.copyOfRange(sent, read, sent.length);
        return read;
    }

    @Override
    public synchronized int available() {
        return sent.length;
    }
}
