package io.truenow.command.ingest;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * NDJSON of any length: block by block, durable in order. While one block is on its way to the log the next is read and decoded,
 * and goes after the first is durable. On failure the answer names the last line up to which everything is durable or was
 * refused. Thread-safe.
 */
final class LineIngest implements AutoCloseable {

    private final IngestDoor door;
    private final IngestSettings settings;
    private final DecodePool pool;
    private final ByteBudget budget;
    private final IngestMeters meters;
    private final ExecutorService commits;

    LineIngest(
            IngestDoor door,
            IngestSettings settings,
            DecodePool pool,
            ExecutorService commits,
            ByteBudget budget,
            IngestMeters meters) {
        this.commits = commits;
        this.door = door;
        this.settings = settings;
        this.pool = pool;
        this.budget = budget;
        this.meters = meters;
    }

    /** State of one request; used by one thread at a time. */
    private final class Progress {
        private final IngestCall call;
        private final AnswerTally tally;
        private long linesRead;
        private long linesDurable;
        private @Nullable Future<Long> underWay;

        Progress(IngestCall call) {
            this.call = call;
            this.tally =
                    new AnswerTally(call.principal().tenant(), settings.body().maxErrorsShown(), false, meters);
        }

        /** Waits for the block under way; false if it failed. */
        boolean settle() {
            if (underWay != null) {
                Future<Long> block = underWay;
                underWay = null;
                long upTo = DecodePool.await(block);
                if (tally.failure() == null) {
                    linesDurable = upTo;
                }
            }
            return tally.failure() == null;
        }

        void begin(DecodedEvents events) {
            long upTo = linesRead;
            underWay = commits.submit(() -> {
                tally.decoded(events);
                door.commit(call, events, tally);
                return upTo;
            });
        }
    }

    JsonAnswer take(IngestCall call, InputStream body) throws IOException {
        if (call.atomic()) {
            throw new TrueNowException(ErrorCode.ATOMIC_TOO_LARGE, "A stream of lines cannot be all or nothing.");
        }
        Progress progress = new Progress(call);
        try (LineBlocks blocks = new LineBlocks(body, settings.body(), budget)) {
            while (blocks.next()) {
                DecodedEvents events = DecodePool.await(pool.submit(() -> decode(progress, blocks)));
                if (!progress.settle()) {
                    break;
                }
                progress.begin(events);
            }
            progress.settle();
        } catch (TrueNowException e) {
            return broken(progress, e);
        } catch (IOException e) {
            settleQuietly(progress);
            throw e;
        }
        return answer(progress);
    }

    private DecodedEvents decode(Progress progress, LineBlocks blocks) {
        meters.bytes(blocks.to() - blocks.from());
        EventDecoder decoder =
                door.decoder(progress.call, Math.min(settings.body().blockLines(), 1024));
        byte[] bytes = blocks.bytes();
        int at = blocks.from();
        while (at < blocks.to()) {
            int end = at;
            while (end < blocks.to() && bytes[end] != '\n') {
                end++;
            }
            if (!isBlank(bytes, at, end)) {
                decoder.line(bytes, at, end, (int) Math.min(progress.linesRead, Integer.MAX_VALUE));
            }
            progress.linesRead++;
            at = end + 1;
        }
        return decoder.result(false);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\r' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** The stream broke off: what is under way is waited for, so that the answer is true. */
    private JsonAnswer broken(Progress progress, TrueNowException why) {
        settleQuietly(progress);
        meters.refused(why.code());
        return IngestAnswers.failed(
                progress.tally, why.code(), String.valueOf(why.getMessage()), out -> writeProgress(out, progress));
    }

    private static void settleQuietly(Progress progress) {
        try {
            progress.settle();
        } catch (TrueNowException e) {
            // The first failure is the one to report.
        }
    }

    private JsonAnswer answer(Progress progress) {
        AnswerTally tally = progress.tally;
        ErrorCode failure = tally.failure();
        if (failure != null) {
            meters.refused(failure);
            return IngestAnswers.failed(tally, failure, tally.failureMessage(), out -> writeProgress(out, progress));
        }
        if (tally.accepted() == 0) {
            meters.refused(ErrorCode.INVALID_EVENT);
            return IngestAnswers.noneValid(tally);
        }
        return IngestAnswers.batch(tally, out -> writeProgress(out, progress));
    }

    private static void writeProgress(JsonGenerator out, Progress progress) {
        out.writeNumberProperty("last_durable_line", progress.linesDurable);
    }

    @Override
    public void close() {
        commits.shutdownNow();
    }
}
