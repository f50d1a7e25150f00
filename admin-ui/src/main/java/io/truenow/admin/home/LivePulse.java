package io.truenow.admin.home;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import io.truenow.admin.port.LiveFigures;
import io.truenow.events.time.MicroClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the live figures in one thread, whoever watches, and hands them to the open screens. The cost of the source so does not depend
 * on the number of screens. Thread-safe.
 */
public final class LivePulse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LivePulse.class);

    private final LiveFigures source;
    private final MicroClock clock;
    private final ConsoleSettings settings;
    private final RateHistory history;
    private final List<Consumer<Beat>> screens = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("console-pulse").daemon().factory());
    private final long startedMicros;
    private @Nullable Future<?> beating;
    private @Nullable Figures newest;
    private boolean sourceFails;

    /** A pulse that beats after {@link #start()}. */
    public LivePulse(LiveFigures source, MicroClock clock, ConsoleSettings settings) {
        this.source = source;
        this.clock = clock;
        this.settings = settings;
        this.history = new RateHistory(settings.historySeconds());
        this.startedMicros = clock.nowMicros();
    }

    /** Starts beating. */
    public synchronized void start() {
        beating = timer.scheduleAtFixedRate(this::beat, 0, settings.pushMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void close() {
        if (beating != null) {
            beating.cancel(false);
        }
        timer.shutdownNow();
    }

    /** Adds a screen. It gets the whole history at once, in the calling thread, then each beat. Run the result to leave. */
    public Runnable watch(Consumer<Beat> screen) {
        synchronized (this) {
            screen.accept(beatWith(history.all()));
            screens.add(screen);
        }
        return () -> screens.remove(screen);
    }

    /** Screens that watch now. */
    public int watchers() {
        return screens.size();
    }

    /** One beat: reads, remembers, hands out. Called by the timer. */
    void beat() {
        Beat beat = next();
        for (Consumer<Beat> screen : screens) {
            deliver(screen, beat);
        }
    }

    private synchronized Beat next() {
        read();
        Beat probe = beatWith(List.of());
        Figures figures = probe.figures();
        Double rate = probe.stopped() || figures == null ? null : figures.value(Figure.EVENTS_PER_SECOND);
        return beatWith(history.add(clock.nowMicros() / 1_000, rate));
    }

    private void read() {
        try {
            newest = source.now();
            sourceFails = false;
        } catch (RuntimeException e) {
            if (!sourceFails) {
                LOG.warn("live figures are not available: {}", e.getMessage());
            }
            sourceFails = true;
        }
    }

    private Beat beatWith(List<RatePoint> points) {
        Figures figures = newest;
        long last = figures == null ? startedMicros : figures.takenAtMicros();
        boolean stopped = clock.nowMicros() - last > settings.staleMillis() * 1_000L;
        return new Beat(figures, stopped, last, points);
    }

    private void deliver(Consumer<Beat> screen, Beat beat) {
        try {
            screen.accept(beat);
        } catch (RuntimeException e) {
            screens.remove(screen);
            LOG.debug("a screen left without saying so", e);
        }
    }
}
