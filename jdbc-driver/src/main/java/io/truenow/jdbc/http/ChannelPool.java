package io.truenow.jdbc.http;

import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireWriter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sockets to a server that wait for the next request; as many as requests ran at once, and of those at most {@link #MAX_IDLE}. Thread-safe.
 */
public final class ChannelPool implements AutoCloseable {

    /** Most sockets that wait. */
    static final int MAX_IDLE = 4;

    /** A socket that waited longer is not used again: the server or something between may have dropped it without a word. */
    private static final long MAX_IDLE_NANOS = 60_000_000_000L;

    private final Endpoint endpoint;
    private final byte[] head;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Channel> idle = new ArrayDeque<>();
    private final Set<Channel> busy = new HashSet<>();
    private boolean closed;

    /**
     * A pool without sockets.
     *
     * @param key sent as bearer token with each request; null for none
     */
    public ChannelPool(Endpoint endpoint, @Nullable String key, String agent) {
        this.endpoint = endpoint;
        String text = "POST " + Wire.PATH + " HTTP/1.1\r\nHost: " + endpoint.authority() + "\r\nUser-Agent: " + agent
                + "\r\nContent-Type: " + Wire.CONTENT_TYPE + "\r\n"
                + (key == null ? "" : "Authorization: Bearer " + key + "\r\n") + "Content-Length: ";
        this.head = text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Sends a body and waits for the answer. A request that met a socket that had been closed meanwhile goes out again on a new one.
     *
     * @param timeoutMillis longest wait for bytes of the answer; 0 for no limit
     * @throws SocketTimeoutException if that was over
     */
    public HttpAnswer post(WireWriter body, int timeoutMillis) throws IOException {
        byte[] request = request(body);
        while (true) {
            Channel channel = take();
            try {
                HttpAnswer answer = channel.exchange(request, request.length, timeoutMillis);
                giveBack(channel);
                return answer;
            } catch (SocketTimeoutException timedOut) {
                drop(channel);
                throw timedOut;
            } catch (IOException | RuntimeException failure) {
                drop(channel);
                if (!(failure instanceof IOException) || !channel.wasUsed() || channel.answering() || isClosed()) {
                    throw failure;
                }
            }
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private byte[] request(WireWriter body) {
        byte[] length = (body.size() + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[head.length + length.length + body.size()];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(length, 0, request, head.length, length.length);
        System.arraycopy(body.buffer(), 0, request, head.length + length.length, body.size());
        return request;
    }

    private Channel take() throws IOException {
        lock.lock();
        try {
            for (Channel channel = idle.pollLast(); channel != null; channel = idle.pollLast()) {
                if (channel.idleNanos() < MAX_IDLE_NANOS) {
                    busy.add(channel);
                    return channel;
                }
                channel.close();
            }
        } finally {
            lock.unlock();
        }
        return opened();
    }

    private Channel opened() throws IOException {
        Channel channel = new Channel(endpoint);
        lock.lock();
        try {
            if (!closed) {
                busy.add(channel);
                return channel;
            }
        } finally {
            lock.unlock();
        }
        channel.close();
        throw new IOException("The connection is closed.");
    }

    private void drop(Channel channel) {
        lock.lock();
        try {
            busy.remove(channel);
        } finally {
            lock.unlock();
        }
        channel.close();
    }

    private void giveBack(Channel channel) {
        lock.lock();
        try {
            busy.remove(channel);
            if (channel.reusable() && !closed && idle.size() < MAX_IDLE) {
                idle.addLast(channel);
                return;
            }
        } finally {
            lock.unlock();
        }
        channel.close();
    }

    /** Closes also the sockets of requests that are under way. */
    public void abort() {
        close();
        lock.lock();
        try {
            busy.forEach(Channel::close);
            busy.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            idle.forEach(Channel::close);
            idle.clear();
        } finally {
            lock.unlock();
        }
    }
}
