package io.truenow.truth.simulation;

import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a history: 16 partitions. A record is under way, then in memory, then synced and visible to readers, then acknowledged;
 * between these lie moments in which anything may crash. What is synced is never lost.
 */
final class SimulatedLog {

    private static final long ACK_TIMEOUT_MICROS = 300_000;

    /** A record in its place. */
    record Entry(int partition, long offset, long appendTimeMicros, EventBatchAccepted event) {}

    /** A record on its way, and its answer. */
    private static final class Sent {
        private final byte[] encoded;
        private final int partition;
        private final Thread waiting;
        private @Nullable Append answer;

        Sent(byte[] encoded, int partition, Thread waiting) {
            this.encoded = encoded;
            this.partition = partition;
            this.waiting = waiting;
        }

        void answer(Append given) {
            if (answer == null) {
                answer = given;
                LockSupport.unpark(waiting);
            }
        }
    }

    private final Scheduler scheduler;
    private final Faults faults;
    private final boolean acknowledgesBeforeSync;
    private final BiConsumer<Integer, Entry> onVisible;
    private final Runnable machineCrash;
    private final Consumer<String> trace;
    private final List<List<Entry>> partitions = new ArrayList<>();
    private final int[] synced = new int[Placement.PARTITIONS];
    private final long[] slowMicros = new long[Placement.PARTITIONS];
    private long life;

    SimulatedLog(
            Scheduler scheduler,
            Faults faults,
            boolean acknowledgesBeforeSync,
            BiConsumer<Integer, Entry> onVisible,
            Runnable machineCrash,
            Consumer<String> trace) {
        this.machineCrash = machineCrash;
        this.scheduler = scheduler;
        this.faults = faults;
        this.acknowledgesBeforeSync = acknowledgesBeforeSync;
        this.onVisible = onVisible;
        this.trace = trace;
        for (int i = 0; i < Placement.PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    /** Offset behind the last record that readers may see. */
    long end(int partition) {
        return synced[partition];
    }

    /** Id of an event in the log, synced or not; an empty text if there is none. */
    String idAt(int partition, long offset, int index) {
        if (offset >= partitions.get(partition).size()) {
            return "";
        }
        EventColumns events = read(partition, offset).event().batch().events();
        return index < events.rows() ? events.ids().text(index) : "";
    }

    Entry read(int partition, long offset) {
        return partitions.get(partition).get((int) offset);
    }

    /** Called by a process on a simulated thread. */
    List<Append> append(Incarnation by, List<EventBatchAccepted> facts) {
        by.step("append");
        List<Sent> all = new ArrayList<>(facts.size());
        for (EventBatchAccepted fact : facts) {
            BatchHeader header = fact.batch().header();
            Sent sent = new Sent(
                    fact.encoded(), Placement.partition(header.tableId(), header.shard()), Thread.currentThread());
            all.add(sent);
            send(by, sent);
        }
        boolean breaksOff = faults.happens(Fault.LOG_THROWS, 0.01);
        List<Append> answers = new ArrayList<>(facts.size());
        for (Sent sent : all) {
            while (sent.answer == null) {
                scheduler.park();
                by.requireAlive();
            }
            answers.add(sent.answer);
        }
        by.step("appended");
        if (breaksOff) {
            throw new IllegalStateException("The log broke off.");
        }
        return answers;
    }

    private void send(Incarnation by, Sent sent) {
        if (faults.happens(Fault.LOG_SLOW_PARTITION, 0.03)) {
            slowMicros[sent.partition] = 20_000L + faults.number(200_000);
        }
        long toMemory = 20 + faults.number(2_000) + slowMicros[sent.partition];
        slowMicros[sent.partition] /= 2;
        if (faults.happens(Fault.LOG_REFUSED, 0.02)) {
            scheduler.after(toMemory, () -> sent.answer(new Append.Refused("The log is read-only now.")));
            return;
        }
        if (faults.happens(Fault.LOG_UNKNOWN_ABSENT, 0.02)) {
            scheduler.after(ACK_TIMEOUT_MICROS, () -> sent.answer(new Append.Unknown("No answer in time.")));
            return;
        }
        boolean late = faults.happens(Fault.LOG_UNKNOWN_LATE, 0.02);
        boolean ackLost = !late && faults.happens(Fault.LOG_UNKNOWN_PRESENT, 0.02);
        if (late || ackLost) {
            scheduler.after(ACK_TIMEOUT_MICROS, () -> sent.answer(new Append.Unknown("No answer in time.")));
        }
        long delay = late ? ACK_TIMEOUT_MICROS + faults.number(500_000) : toMemory;
        boolean twice = faults.happens(Fault.LOG_DOUBLE_WRITE, 0.03);
        boolean diesWithSender = faults.number(2) == 0;
        long began = life;
        scheduler.after(delay, () -> {
            if (began == life && !(by.isDead() && diesWithSender)) {
                store(sent, ackLost);
                if (twice) {
                    scheduler.after(1 + faults.number(5_000), () -> {
                        if (began == life) {
                            store(sent, true);
                        }
                    });
                }
            }
        });
    }

    private void store(Sent sent, boolean silent) {
        List<Entry> records = partitions.get(sent.partition);
        Entry entry = new Entry(sent.partition, records.size(), appendTime(), EventBatchAccepted.decode(sent.encoded));
        records.add(entry);
        trace.accept("log " + sent.partition + ":" + entry.offset() + " in memory");
        if (faults.happens(Fault.MACHINE_CRASH, 0.003)) {
            scheduler.after(1, machineCrash);
        }
        long began = life;
        Append.Durable durable = new Append.Durable(entry.partition(), entry.offset());
        if (acknowledgesBeforeSync && !silent) {
            scheduler.after(10, () -> sent.answer(durable));
        }
        scheduler.after(10 + faults.number(3_000), () -> {
            if (began == life) {
                sync(entry);
                if (!silent) {
                    scheduler.after(10 + faults.number(500), () -> sent.answer(durable));
                }
            }
        });
    }

    /** The broker's clock has milliseconds, repeats itself, and may step back. */
    private long appendTime() {
        long now = scheduler.nowMicros() / 1_000 * 1_000;
        return faults.happens(Fault.LOG_CLOCK_BACK, 0.05) ? now - 1_000L * faults.number(300) : now;
    }

    private void sync(Entry upTo) {
        int partition = upTo.partition();
        while (synced[partition] <= upTo.offset()) {
            Entry entry = partitions.get(partition).get(synced[partition]++);
            onVisible.accept(partition, entry);
        }
    }

    /** The machine is gone, and with it what was not synced. */
    void crash() {
        life++;
        for (int i = 0; i < synced.length; i++) {
            List<Entry> records = partitions.get(i);
            while (records.size() > synced[i]) {
                records.removeLast();
                faults.count(Fault.LOG_TAIL_LOST);
            }
        }
    }
}
