package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Bodies of any length: block by block, durable in order. While one block is on its way to the log the next is read and decoded,
 * and goes after the first is durable. A tick sends what waits for its block to fill, so that a slow client's lines become durable too.
 * On failure the outcome says up to where everything is durable or was refused. Thread-safe.
 */
final class StreamIngest implements AutoCloseable {

    private final IngestDoor door;
    private final int maxErrorsShown;
    private final DecodePool pool;
    private final IngestMeters meters;
    private final ExecutorService commits;
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private final Runnable endTicks;

    StreamIngest(IngestDoor door, IngestSettings settings, DecodePool pool, DoorThreads threads, IngestMeters meters) {
        this.commits = threads.committing();
        this.door = door;
        this.maxErrorsShown = settings.body().maxErrorsShown();
        this.pool = pool;
        this.meters = meters;
        // A tick passes over a stream that moves at that moment, so two of them fit in the wait.
        this.endTicks = threads.ticker().every(Math.max(1, settings.lineWaitMillis() / 2), this::tick);
    }

    /** Takes all blocks of a body. */
    StreamOutcome take(IngestCall call, StreamFormat format, InputStream body, StreamFormat.Means means) {
        if (call.atomic()) {
            throw new TrueNowException(ErrorCode.ATOMIC_TOO_LARGE, "A stream cannot be all or nothing.");
        }
        AnswerTally tally = new AnswerTally(call.principal().tenant(), maxErrorsShown, false, meters);
        OpenStream stream = new OpenStream(door, call, pool, commits, tally);
        open.add(stream);
        meters.streamsOpen(1);
        try {
            return stream.take(format, body, means);
        } finally {
            meters.streamsOpen(-1);
            open.remove(stream);
        }
    }

    private void tick() {
        open.forEach(OpenStream::tick);
    }

    @Override
    public void close() {
        endTicks.run();
        commits.shutdownNow();
    }
}
