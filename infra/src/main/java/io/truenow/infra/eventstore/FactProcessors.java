package io.truenow.infra.eventstore;

import io.truenow.command.port.ReadModels;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;

/** The processors of the control plane's facts: how far they are, and how one begins again. Thread-safe. */
public final class FactProcessors implements ReadModels {

    private final EventProcessingConfiguration processing;
    private final List<String> names;
    private final List<String> stored;
    private final ReentrantLock resetting = new ReentrantLock();

    /**
     * Over Axon's.
     *
     * @param stored names of those whose state is stored, and so may begin again
     */
    FactProcessors(EventProcessingConfiguration processing, List<String> names, List<String> stored) {
        this.processing = processing;
        this.names = List.copyOf(names);
        this.stored = List.copyOf(stored);
    }

    @Override
    public List<Processor> processors() {
        List<Processor> segments = new ArrayList<>();
        for (String name : names) {
            StreamingEventProcessor processor = find(name);
            if (processor != null) {
                new TreeMap<>(processor.processingStatus()).forEach((number, status) -> {
                    OptionalLong position = status.getCurrentPosition();
                    segments.add(new Processor(
                            name,
                            number,
                            position.isPresent() ? (Long) position.getAsLong() : null,
                            status.isCaughtUp(),
                            processor.isRunning(),
                            stored.contains(name),
                            status.isErrorState() ? String.valueOf(status.getError()) : null));
                });
            }
        }
        return segments;
    }

    /** Whether a processor has read every fact that the store has. */
    boolean caughtUp(String name) {
        StreamingEventProcessor processor = find(name);
        return processor == null
                || !processor.processingStatus().isEmpty()
                        && processor.processingStatus().values().stream().allMatch(EventTrackerStatus::isCaughtUp);
    }

    /** Whether a processor is stopped, or is told facts that it was told before. */
    boolean rebuilding(String name) {
        StreamingEventProcessor processor = find(name);
        return resetting.isLocked()
                || processor != null
                        && processor.processingStatus().values().stream().anyMatch(FactProcessors::repeats);
    }

    /** Axon calls it a replay until a fact comes that is new, which may be never; what was there at the reset is told by then. */
    private static boolean repeats(EventTrackerStatus status) {
        return status.isReplaying()
                && status.getCurrentPosition().orElse(-1)
                        < status.getResetPosition().orElse(-1);
    }

    /** If that fails, the processor goes on as it was. */
    @Override
    public void reset(String name) {
        StreamingEventProcessor processor = find(name);
        if (processor == null) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "No processor of facts has the name [" + name + "].");
        }
        if (!stored.contains(name)) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The processor [" + name
                            + "] cannot be made again: it keeps everything in memory, or, as the audit, is not to"
                            + " take what stands there for what was recorded.");
        }
        resetting.lock();
        try {
            processor.shutDown();
            try {
                processor.resetTokens();
            } finally {
                processor.start();
            }
        } catch (RuntimeException e) {
            throw new TrueNowException(
                    ErrorCode.CATALOG_UNAVAILABLE, "The processor [" + name + "] could not begin again.", e);
        } finally {
            resetting.unlock();
        }
    }

    private @Nullable StreamingEventProcessor find(String name) {
        return processing.eventProcessor(name, StreamingEventProcessor.class).orElse(null);
    }
}
