package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One stream under way: its blocks, and what became of them. The request's thread holds the stream's lock except while it waits for
 * the client's bytes; meanwhile a tick may send the whole lines that have come to the log, as a block like any other. So one thread at
 * a time cuts, decodes and begins blocks, and none is cut twice or overtaken. Thread-safe.
 */
final class OpenStream {

    private final ReentrantLock lock = new ReentrantLock();
    private final IngestDoor door;
    private final IngestCall call;
    private final DecodePool pool;
    private final ExecutorService commits;
    private final AnswerTally tally;
    private @Nullable EventBlocks blocks;
    private @Nullable Future<Long> underWay;
    private @Nullable RuntimeException refusal;
    private long durable;

    OpenStream(IngestDoor door, IngestCall call, DecodePool pool, ExecutorService commits, AnswerTally tally) {
        this.door = door;
        this.call = call;
        this.pool = pool;
        this.commits = commits;
        this.tally = tally;
    }

    /**
     * Takes the whole body. If the connection breaks off or stalls, what went to the log before is settled, and the outcome says so.
     */
    StreamOutcome take(StreamFormat format, InputStream body, StreamFormat.Means means) {
        lock.lock();
        try (EventBlocks opened = format.open(call, new Body(body), means)) {
            blocks = opened;
            return takeAll(opened);
        } finally {
            blocks = null;
            lock.unlock();
        }
    }

    private StreamOutcome takeAll(EventBlocks opened) {
        try {
            while (opened.next()) {
                commit(opened);
            }
            settle();
            return new StreamOutcome(tally, durable, null);
        } catch (TrueNowException e) {
            return failed(e);
        } catch (IOException e) {
            return failed(new TrueNowException(
                    ErrorCode.INVALID_JSON, "The body broke off, or stalled, before its announced end.", e));
        }
    }

    /** The outcome of a stream that ends early, once it is known what became of the block under way, whose failure is the earlier. */
    private StreamOutcome failed(TrueNowException why) {
        try {
            settle();
            return new StreamOutcome(tally, durable, why);
        } catch (TrueNowException earlier) {
            return new StreamOutcome(tally, durable, earlier);
        }
    }

    /** Decodes a block while the one before is on its way to the log, and sends it after that is durable. */
    private void commit(EventBlocks block) {
        DecodedEvents events = DecodePool.await(pool.submit(block::decode));
        settle();
        long upTo = block.position();
        underWay = commits.submit(() -> {
            tally.decoded(events);
            door.commit(call, events, tally);
            return upTo;
        });
    }

    /**
     * Waits for the block under way.
     *
     * @throws TrueNowException what it failed with
     */
    private void settle() {
        Future<Long> block = underWay;
        if (block == null) {
            return;
        }
        underWay = null;
        long upTo = DecodePool.await(block);
        ErrorCode failure = tally.failure();
        if (failure != null) {
            throw new TrueNowException(failure, tally.failureMessage());
        }
        durable = upTo;
    }

    /** Sends the whole lines that have come to the log, on another thread, if the stream waits for its client. Never waits. */
    void tick() {
        if (isWaitingToSend()) {
            try {
                commits.execute(this::flush);
            } catch (RejectedExecutionException e) {
                // The door is closing.
            }
        }
    }

    private boolean isWaitingToSend() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return isHoldingBack();
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            EventBlocks open = blocks;
            if (open != null && isHoldingBack()) {
                open.cut();
                door.meters().earlyBlock();
                commit(open);
            }
        } catch (RuntimeException e) {
            refusal = e;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is something to send before its block is full. What comes while a block is under way waits for the next tick. */
    private boolean isHoldingBack() {
        return blocks != null && refusal == null && (underWay == null || underWay.isDone()) && blocks.holdsWhole();
    }

    /** Throws what failed while the client was waited for. */
    private void requireGood() {
        if (refusal != null) {
            throw refusal;
        }
        if (underWay != null && underWay.isDone()) {
            settle();
        }
    }

    /** The body; gives the lock away while it waits. */
    private final class Body extends FilterInputStream {
        Body(InputStream raw) {
            super(raw);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read;
            lock.unlock();
            try {
                read = super.read(target, from, length);
            } finally {
                lock.lock();
            }
            requireGood();
            return read;
        }
    }
}
