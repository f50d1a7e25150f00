package io.truenow.launcher.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be ended in the reverse order; one that fails does not keep the others from ending. Not thread-safe. */
final class ClosingStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

    private record Started(String name, AutoCloseable part) {}

    private final Deque<Started> started = new ArrayDeque<>();

    /** Notes a part that is to be closed. */
    <T extends AutoCloseable> T add(String name, T part) {
        started.push(new Started(name, part));
        return part;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            Started next = started.pop();
            try {
                next.part().close();
            } catch (Exception e) {
                LOG.error("{} did not end orderly.", next.name(), e);
            }
        }
    }
}
