package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A body of any length: block by block, durable in order. While one block is on its way to the log the next is read and decoded,
 * and goes after the first is durable. On failure the outcome says up to where everything is durable or was refused. Thread-safe.
 */
final class StreamIngest implements AutoCloseable {

    private final IngestDoor door;
    private final int maxErrorsShown;
    private final DecodePool pool;
    private final IngestMeters meters;
    private final ExecutorService commits;

    StreamIngest(
            IngestDoor door, IngestSettings settings, DecodePool pool, ExecutorService commits, IngestMeters meters) {
        this.commits = commits;
        this.door = door;
        this.maxErrorsShown = settings.body().maxErrorsShown();
        this.pool = pool;
        this.meters = meters;
    }

    /** State of one request; used by one thread at a time. */
    private final class Progress {
        private final IngestCall call;
        private final AnswerTally tally;
        private long durable;
        private @Nullable Future<Long> underWay;

        Progress(IngestCall call) {
            this.call = call;
            this.tally = new AnswerTally(call.principal().tenant(), maxErrorsShown, false, meters);
        }

        /** Waits for the block under way; false if it failed. */
        boolean settle() {
            if (underWay != null) {
                Future<Long> block = underWay;
                underWay = null;
                long upTo = DecodePool.await(block);
                if (tally.failure() == null) {
                    durable = upTo;
                }
            }
            return tally.failure() == null;
        }

        void begin(DecodedEvents events, long upTo) {
            underWay = commits.submit(() -> {
                tally.decoded(events);
                door.commit(call, events, tally);
                return upTo;
            });
        }

        StreamOutcome outcome() {
            ErrorCode failure = tally.failure();
            return new StreamOutcome(
                    tally, durable, failure == null ? null : new TrueNowException(failure, tally.failureMessage()));
        }
    }

    /**
     * Takes all blocks. If the connection breaks off or stalls, what was read in whole blocks before is settled, and the outcome says
     * so.
     */
    StreamOutcome take(IngestCall call, EventBlocks blocks) {
        if (call.atomic()) {
            throw new TrueNowException(ErrorCode.ATOMIC_TOO_LARGE, "A stream cannot be all or nothing.");
        }
        Progress progress = new Progress(call);
        try {
            while (blocks.next()) {
                DecodedEvents events = DecodePool.await(pool.submit(blocks::decode));
                if (!progress.settle()) {
                    break;
                }
                progress.begin(events, blocks.position());
            }
            progress.settle();
        } catch (TrueNowException e) {
            // What is under way is waited for, so that the outcome is true.
            settleQuietly(progress);
            return new StreamOutcome(progress.tally, progress.durable, e);
        } catch (IOException e) {
            settleQuietly(progress);
            return new StreamOutcome(
                    progress.tally,
                    progress.durable,
                    new TrueNowException(ErrorCode.INVALID_JSON, "The body ended before its announced end.", e));
        }
        return progress.outcome();
    }

    private static void settleQuietly(Progress progress) {
        try {
            progress.settle();
        } catch (TrueNowException e) {
            // The first failure is the one to report.
        }
    }

    @Override
    public void close() {
        commits.shutdownNow();
    }
}
