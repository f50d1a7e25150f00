package io.truenow.command.ingest;

import io.truenow.command.port.DataPlaneLog;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.LogMark;
import io.truenow.events.ingest.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** A log in memory that keeps what it takes, answers as told, and can be held shut. */
final class MemoryLog implements DataPlaneLog {

    private final List<EventBatchAccepted> facts = new ArrayList<>();
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
    private final Semaphore arrived = new Semaphore(0);
    private volatile IntFunction<Append> answer = n -> new Append.Durable(0, n);
    private final LogMark.Builder reached = new LogMark.Builder();
    private int appended;

    /** What record number {@code n}, counted from 0, is answered with. */
    void answers(IntFunction<Append> answers) {
        answer = answers;
    }

    /** From now on an append waits for {@link #letThrough}. */
    void shut() {
        gate.drainPermits();
    }

    void letThrough(int appends) {
        gate.release(appends);
    }

    /** Waits until an append is under way. */
    void awaitAppend() throws InterruptedException {
        arrived.acquire();
    }

    @Override
    public List<Append> append(List<EventBatchAccepted> offered) {
        arrived.release();
        gate.acquireUninterruptibly();
        synchronized (this) {
            List<Append> answers = new ArrayList<>();
            for (EventBatchAccepted fact : offered) {
                Append given = answer.apply(appended);
                if (given instanceof Append.Durable(int partition, long offset)) {
                    int at = Placement.partition(
                            fact.batch().header().tableId(),
                            fact.batch().header().shard());
                    given = new Append.Durable(partition == 0 ? at : partition, offset);
                    reached.reach(partition == 0 ? at : partition, offset);
                    facts.add(EventBatchAccepted.decode(fact.encoded()));
                }
                appended++;
                answers.add(given);
            }
            return answers;
        }
    }

    synchronized List<EventBatchAccepted> facts() {
        return List.copyOf(facts);
    }

    /** Up to where it was appended to. */
    synchronized LogMark reached() {
        return reached.build();
    }

    /** Ids of all events, in order. */
    synchronized List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (EventBatchAccepted fact : facts) {
            for (int i = 0; i < fact.batch().events().rows(); i++) {
                ids.add(fact.batch().events().ids().text(i));
            }
        }
        return ids;
    }
}
