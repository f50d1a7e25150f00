package io.truenow.infra.jwt;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that JWTs are verified by. They are read at the start and again, beside the requests, when they are older than
 * {@link #OLDEST}, or when a JWT names one that is not known, and then at most once in {@link #PAUSE}. While the source is away the known ones stay.
 * Thread-safe; nobody waits for a read but who makes the first one.
 */
public final class JwtKeys {

    /** Least time between two reads. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    /** Age at which keys are read again: so soon is one refused that its owner took back. */
    public static final Duration OLDEST = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(JwtKeys.class);

    private final KeySource source;
    private final LongSupplier nanos;
    private final Executor reader;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final LongAdder reads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile List<VerificationKey> keys = List.of();
    private volatile long lastNanos;
    private volatile boolean failed;

    private JwtKeys(KeySource source, LongSupplier nanos, Executor reader) {
        this.source = source;
        this.nanos = nanos;
        this.reader = reader;
    }

    /**
     * Reads the keys for the first time.
     *
     * @param nanos the clock, in nanoseconds
     * @param reader where later reads run
     * @throws IllegalArgumentException with a sentence, if a file has no key that can be used. A server may be away: its keys are awaited
     */
    public static JwtKeys open(KeySource source, LongSupplier nanos, Executor reader) {
        JwtKeys made = new JwtKeys(source, nanos, reader);
        if (source.local()) {
            try {
                made.take();
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException(made.sentence(e), e);
            }
        } else {
            made.tryToTake();
        }
        return made;
    }

    /** The keys that a JWT with this {@code kid} may be signed by; without one, the only key, if there is but one. */
    List<VerificationKey> named(@Nullable String id) {
        if (nanos.getAsLong() - lastNanos >= OLDEST.toNanos()) {
            boolean unused = readAgain();
        }
        List<VerificationKey> known = keys;
        if (id == null) {
            return known.size() == 1 ? known : List.of();
        }
        return known.stream()
                .filter(key -> key.id() == null ? known.size() == 1 : key.id().equals(id))
                .toList();
    }

    /** Begins to read again, unless that was done just now; returns whether a read is under way. */
    boolean readAgain() {
        if (nanos.getAsLong() - lastNanos < PAUSE.toNanos()) {
            return reading.get();
        }
        if (reading.compareAndSet(false, true)) {
            lastNanos = nanos.getAsLong();
            try {
                reader.execute(() -> {
                    try {
                        tryToTake();
                    } finally {
                        reading.set(false);
                    }
                });
            } catch (RuntimeException e) {
                reading.set(false);
                throw e;
            }
        }
        return true;
    }

    private void tryToTake() {
        try {
            take();
            failed = false;
        } catch (IOException | IllegalArgumentException e) {
            failures.increment();
            if (!failed) {
                LOG.warn("{} The keys that are known stay.", sentence(e));
            }
            failed = true;
        }
    }

    private void take() throws IOException {
        lastNanos = nanos.getAsLong();
        reads.increment();
        try {
            keys = List.copyOf(KeyDocument.read(source.read()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The read was interrupted.", e);
        }
    }

    private String sentence(Exception e) {
        return "The keys for JWT could not be read from [" + source.place() + "]: "
                + (e instanceof IllegalArgumentException ? e.getMessage() : e + ".");
    }

    /** Keys that are known now. */
    public int size() {
        return keys.size();
    }

    /** Reads since the start. */
    public long reads() {
        return reads.sum();
    }

    /** Reads that failed. */
    public long failures() {
        return failures.sum();
    }
}
