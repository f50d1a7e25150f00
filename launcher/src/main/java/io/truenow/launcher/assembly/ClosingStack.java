package io.truenow.launcher.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be ended in the reverse order; one that fails does not keep the others from ending.
 * Thread-safe: what is added after the end is closed at once. */
final class ClosingStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

    private record Started(String name, AutoCloseable part) {}

    private final Deque<Started> started = new ArrayDeque<>();
    private boolean closed;

    /**
     * Notes a part that is to be closed.
     *
     * @throws IllegalStateException after {@link #close()}; the part is closed then
     */
    <T extends AutoCloseable> T add(String name, T part) {
        synchronized (started) {
            if (!closed) {
                started.push(new Started(name, part));
                return part;
            }
        }
        end(new Started(name, part));
        throw new IllegalStateException("The server was told to end while it started.");
    }

    @Override
    public void close() {
        while (true) {
            Started next;
            synchronized (started) {
                closed = true;
                next = started.poll();
            }
            if (next == null) {
                return;
            }
            end(next);
        }
    }

    private static void end(Started part) {
        try {
            part.part().close();
        } catch (Exception e) {
            LOG.error("{} did not end orderly.", part.name(), e);
        }
    }
}
