package io.truenow.infra.bus;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that have stopped. Thread-safe. */
final class PartitionFailures {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionFailures.class);

    private final Map<Integer, PartitionFailure> failures = new ConcurrentHashMap<>();
    private final Consumer<PartitionFailure> listener;

    PartitionFailures(Consumer<PartitionFailure> listener) {
        this.listener = listener;
    }

    void add(PartitionFailure failure, @Nullable Throwable cause) {
        failures.put(failure.partition(), failure);
        LOG.error("{}", failure, cause);
        listener.accept(failure);
    }

    /** The partition went to another owner, or begins again. */
    void forget(int partition) {
        failures.remove(partition);
    }

    boolean contains(int partition) {
        return failures.containsKey(partition);
    }

    Map<Integer, PartitionFailure> byPartition() {
        return new TreeMap<>(failures);
    }
}
