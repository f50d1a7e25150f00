package io.truenow.infra.access;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signatures that were taken, each until its time is out of the window; by minutes of those times, so that old ones go a minute at a time. When there are as
 * many as may be, no more are taken: none is forgotten that could come again. Thread-safe.
 */
final class SeenSignatures {

    private static final long MINUTE_MICROS = 60_000_000;

    private final int most;
    private final long windowMicros;
    private final TreeMap<Long, Set<Start>> minutes = new TreeMap<>();
    private int size;
    private long full;

    /** What became of a signature. */
    enum Taken {
        NEW,
        SEEN,
        FULL
    }

    /** The first half of a signature: 128 bits, which nobody meets by chance. */
    private record Start(long first, long second) {}

    SeenSignatures(int most, long windowMicros) {
        this.most = most;
        this.windowMicros = windowMicros;
    }

    /** Takes a signature that was looked at and is right. */
    synchronized Taken take(byte[] signature, long timeMicros, long nowMicros) {
        forget(nowMicros);
        ByteBuffer bytes = ByteBuffer.wrap(signature);
        Start start = new Start(bytes.getLong(), bytes.getLong());
        Set<Start> minute = minutes.get(timeMicros / MINUTE_MICROS);
        if (minute != null && minute.contains(start)) {
            return Taken.SEEN;
        }
        if (size >= most) {
            full++;
            return Taken.FULL;
        }
        minutes.computeIfAbsent(timeMicros / MINUTE_MICROS, m -> new HashSet<>())
                .add(start);
        size++;
        return Taken.NEW;
    }

    private void forget(long nowMicros) {
        Map.@Nullable Entry<Long, Set<Start>> oldest = minutes.firstEntry();
        while (oldest != null && (oldest.getKey() + 1) * MINUTE_MICROS + windowMicros <= nowMicros) {
            size -= oldest.getValue().size();
            minutes.pollFirstEntry();
            oldest = minutes.firstEntry();
        }
    }

    /** Signatures that are remembered. */
    synchronized int size() {
        return size;
    }

    /** How often there was no room. */
    synchronized long full() {
        return full;
    }
}
