package io.truenow.truth.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A simulated thread for each task. */
final class VirtualExecutor extends AbstractExecutorService {

    private final Consumer<Runnable> start;
    private boolean ended;

    VirtualExecutor(Consumer<Runnable> start) {
        this.start = start;
    }

    @Override
    public void execute(Runnable task) {
        start.accept(task);
    }

    @Override
    public void shutdown() {
        ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        ended = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
