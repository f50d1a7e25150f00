package io.truenow.bench.replay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a {@link Load} from one thread over plain sockets: head and body as they are, the answer read up to its end, the next body
 * at once. It takes a few microseconds of the caller's core a request and copies nothing, so that it is not what limits a server. A
 * server may close a connection behind an answer; it is opened again. Not thread-safe.
 */
public final class Replay {

    private final Load load;
    private final List<Connection> connections = new ArrayList<>();
    private final long[] nanos;
    private int next;
    private int open;
    private int acknowledged;
    private int failed;
    private String firstFailure = "";
    private long startNanos;
    private long endNanos;

    private Replay(Load load) {
        this.load = load;
        this.nanos = new long[load.bodies().size()];
    }

    /** Sends all of it, and returns when the last answer has come. */
    public static Replayed run(Load load) throws IOException {
        return new Replay(load).run();
    }

    private Replayed run() throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < load.connections(); i++) {
                Connection connection = new Connection(selector);
                connection.connect();
                connections.add(connection);
            }
            startNanos = System.nanoTime();
            endNanos = startNanos;
            open = connections.size();
            connections.forEach(Connection::begin);
            while (open > 0) {
                selector.select(key -> ((Connection) key.attachment()).ready(key), pauseMillis());
                connections.forEach(Connection::beginIfDue);
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        return Replayed.of(
                load.bodies().eventsEach(),
                failed,
                firstFailure,
                (endNanos - startNanos) / 1e9,
                Arrays.copyOf(nanos, acknowledged));
    }

    /** Until a body is due; 0, which means for ever, if all connections wait for answers. */
    private long pauseMillis() {
        long earliest = Long.MAX_VALUE;
        for (Connection connection : connections) {
            if (connection.waitsFor >= 0) {
                earliest = Math.min(earliest, load.dueNanos(connection.waitsFor));
            }
        }
        long pause = earliest - (System.nanoTime() - startNanos);
        return earliest == Long.MAX_VALUE ? 0 : Math.max(1, pause / 1_000_000);
    }

    private void fail(String why) {
        failed++;
        if (firstFailure.isEmpty()) {
            firstFailure = why;
        }
    }

    /** One connection: sends a body, reads its answer, goes on. */
    private final class Connection {

        private static final int NOTHING = -1;

        private final Selector selector;
        private final Answer answer = new Answer();
        private @Nullable SocketChannel channel;
        private ByteBuffer[] out = new ByteBuffer[0];
        private int waitsFor = NOTHING;
        private boolean inFlight;
        private long sentNanos;

        Connection(Selector selector) {
            this.selector = selector;
        }

        void connect() throws IOException {
            SocketChannel opened = SocketChannel.open(new InetSocketAddress("127.0.0.1", load.port()));
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_READ, this);
            channel = opened;
        }

        void close() throws IOException {
            SocketChannel current = channel;
            if (current != null) {
                current.close();
            }
        }

        /** Takes the next body, or ends. */
        void begin() {
            long elapsed = System.nanoTime() - startNanos;
            if (next == load.bodies().size() || elapsed >= load.longestNanos()) {
                waitsFor = NOTHING;
                open--;
                return;
            }
            waitsFor = next++;
            beginIfDue();
        }

        void beginIfDue() {
            if (waitsFor == NOTHING || System.nanoTime() - startNanos < load.dueNanos(waitsFor)) {
                return;
            }
            byte[] body = load.bodies().body(waitsFor);
            waitsFor = NOTHING;
            out = new ByteBuffer[] {ByteBuffer.wrap(load.head(body.length)), ByteBuffer.wrap(body)};
            answer.reset();
            inFlight = true;
            sentNanos = System.nanoTime();
            write();
        }

        private void write() {
            SocketChannel current = opened();
            try {
                while (out[1].hasRemaining()) {
                    if (current.write(out) == 0) {
                        interest(current, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                        return;
                    }
                }
                interest(current, SelectionKey.OP_READ);
            } catch (IOException e) {
                lost("sending failed: " + e.getMessage());
            }
        }

        private void interest(SocketChannel current, int operations) {
            SelectionKey key = current.keyFor(selector);
            if (key != null && key.interestOps() != operations) {
                key.interestOps(operations);
            }
        }

        void ready(SelectionKey key) {
            if (!key.isValid()) {
                return;
            }
            if (key.isWritable() && out.length > 0 && out[1].hasRemaining()) {
                write();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        }

        private void read() {
            try {
                ByteBuffer room =
                        ByteBuffer.wrap(answer.buffer(), answer.length(), answer.buffer().length - answer.length());
                int count = opened().read(room);
                if (count < 0) {
                    lost("the server closed the connection");
                } else if (count > 0 && answer.take(count)) {
                    answered();
                }
            } catch (IOException e) {
                lost("no answer: " + e.getMessage());
            }
        }

        private void answered() throws IOException {
            endNanos = System.nanoTime();
            inFlight = false;
            if (answer.succeeded()) {
                nanos[acknowledged++] = endNanos - sentNanos;
            } else {
                fail(answer.text());
            }
            if (answer.closes()) {
                close();
                connect();
            }
            begin();
        }

        /** An open request is lost with its connection; an idle connection is opened again. */
        private void lost(String why) {
            boolean requestLost = inFlight;
            inFlight = false;
            if (requestLost) {
                fail(why);
            }
            try {
                close();
                connect();
                if (requestLost) {
                    begin();
                }
            } catch (IOException e) {
                fail(String.valueOf(e.getMessage()));
                open--;
            }
        }

        private SocketChannel opened() {
            SocketChannel current = channel;
            if (current == null) {
                throw new IllegalStateException("The connection is not open.");
            }
            return current;
        }
    }
}
