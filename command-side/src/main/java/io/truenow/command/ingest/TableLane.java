package io.truenow.command.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.IngestBatch;
import io.truenow.events.ingest.IngestOutcome;
import io.truenow.events.ingest.IngestOutcome.RequestOutcome;
import io.truenow.events.ingest.IngestRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The requests for one table that wait, and its groups that are under way. See {@link GroupCommit}. Thread-safe. */
final class TableLane {

    private final TableRef table;
    private final IngestSettings.Group limits;
    private final Function<IngestBatch, IngestOutcome> dispatch;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiter> queue = new ArrayDeque<>();
    private int inFlight;
    /** Callers inside; changed only under the lock of the map that holds the lane. */
    private int users;

    /** A request with what became of it. */
    private static final class Waiter {
        private final IngestRequest request;
        private final Condition changed;
        private final long bytes;
        private boolean taken;
        private @Nullable RequestOutcome outcome;
        private @Nullable RuntimeException failure;

        Waiter(IngestRequest request, Condition changed, long bytes) {
            this.request = request;
            this.changed = changed;
            this.bytes = bytes;
        }

        boolean isDone() {
            return outcome != null || failure != null;
        }
    }

    TableLane(TableRef table, IngestSettings.Group limits, Function<IngestBatch, IngestOutcome> dispatch) {
        this.table = table;
        this.limits = limits;
        this.dispatch = dispatch;
    }

    void enter() {
        users++;
    }

    /** A caller goes; true if it was the last. */
    boolean leave() {
        return --users == 0;
    }

    /** Requests that wait for a group. */
    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    RequestOutcome submit(IngestRequest request) {
        Waiter own = new Waiter(request, lock.newCondition(), roughBytes(request.events()));
        List<Waiter> group = join(own);
        if (!group.isEmpty()) {
            carry(group);
        }
        if (own.failure != null) {
            throw own.failure;
        }
        if (own.outcome == null) {
            throw new IllegalStateException("A group ended without an outcome.");
        }
        return own.outcome;
    }

    /** Waits until the request is done, or is to carry a group: the group, which begins with the request. */
    private List<Waiter> join(Waiter own) {
        lock.lock();
        try {
            if (queue.size() >= limits.maxQueued()) {
                throw new TrueNowException(
                        ErrorCode.OVERLOADED, "More than [" + limits.maxQueued() + "] requests wait for the table.");
            }
            queue.add(own);
            long left = TimeUnit.MILLISECONDS.toNanos(limits.timeoutMillis());
            while (!own.isDone()) {
                boolean leads = !own.taken && queue.peek() == own;
                if (leads && (inFlight == 0 || left <= 0 && inFlight < limits.maxInFlight())) {
                    inFlight++;
                    return close();
                }
                if (leads && left > 0) {
                    left = own.changed.awaitNanos(left);
                } else {
                    own.changed.await();
                }
            }
            return List.of();
        } catch (InterruptedException e) {
            throw interrupted(own, e);
        } finally {
            lock.unlock();
        }
    }

    /** An interrupted caller takes its request back if no group has it; otherwise nobody can say what becomes of it. */
    private TrueNowException interrupted(Waiter own, InterruptedException e) {
        Thread.currentThread().interrupt();
        boolean removed = queue.remove(own);
        wakeFirst();
        return removed
                ? new TrueNowException(ErrorCode.CANCELLED, "The request was interrupted.", e)
                : new TrueNowException(ErrorCode.UNKNOWN_OUTCOME, "The request was interrupted under way.", e);
    }

    /** Takes the requests that wait, as many as a group may hold, at least one. */
    private List<Waiter> close() {
        List<Waiter> group = new ArrayList<>();
        int rows = 0;
        long bytes = 0;
        while (!queue.isEmpty()) {
            Waiter next = queue.peek();
            rows += next.request.events().rows();
            bytes += next.bytes;
            boolean full = rows > limits.maxRows() || bytes > limits.maxBytes() || next.request.atomic();
            if (full && !group.isEmpty()) {
                break;
            }
            next.taken = true;
            group.add(queue.remove());
            if (next.request.atomic()) {
                break;
            }
        }
        wakeFirst();
        return group;
    }

    private void carry(List<Waiter> group) {
        IngestOutcome outcome = null;
        RuntimeException failure = null;
        try {
            outcome = dispatch.apply(
                    new IngestBatch(table, group.stream().map(w -> w.request).toList()));
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            finish(group, outcome, failure);
        }
    }

    private void finish(List<Waiter> group, @Nullable IngestOutcome outcome, @Nullable RuntimeException failure) {
        lock.lock();
        try {
            inFlight--;
            for (int i = 0; i < group.size(); i++) {
                Waiter waiter = group.get(i);
                if (outcome != null) {
                    waiter.outcome = outcome.requests().get(i);
                } else {
                    waiter.failure = failure != null ? failure : new IllegalStateException("A group was cut off.");
                }
                waiter.changed.signal();
            }
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        Waiter first = queue.peek();
        if (first != null) {
            first.changed.signal();
        }
    }

    private static long roughBytes(EventColumns events) {
        int rows = events.rows();
        long bytes = 18L * rows + size(events.ids());
        for (EventColumn column : events.columns()) {
            bytes += switch (column) {
                case EventColumn.StringColumn s ->
                    size(s.dictionary()) + (s.dictionary().size() < 256 ? 1L : 2L) * rows;
                case EventColumn.DoubleColumn d -> 8L * rows;
                case EventColumn.LongColumn n -> 8L * rows;
            };
        }
        return bytes;
    }

    private static int size(ByteSlices slices) {
        return slices.offsets()[slices.size()] - slices.start(0);
    }
}
