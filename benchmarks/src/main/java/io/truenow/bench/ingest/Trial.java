package io.truenow.bench.ingest;

import io.truenow.bench.replay.Load;
import io.truenow.bench.replay.Replay;
import io.truenow.bench.replay.Replayed;
import io.truenow.bench.side.CoreTime;
import io.truenow.bench.side.Peer;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a load to one side and checks what it then holds. Before, dirty pages of the round before are written out, so that nobody
 * pays for another's.
 */
final class Trial {

    private static final long VISIBLE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Trial() {}

    /** How a load is sent to a table of a peer. */
    @FunctionalInterface
    interface Sender {
        Sent send(int table) throws IOException;
    }

    /**
     * A load that was sent.
     *
     * @param coreSeconds time that the server took of the cores up to the last acknowledgement
     */
    record Sent(Replayed replayed, double coreSeconds) {}

    /** Sends bodies over connections into a fresh table. */
    static Round run(Peer peer, Bodies bodies, int connections, int table) {
        return run(peer, table, number -> {
            bodies.nameTable(number);
            Load load = peer.load(bodies, connections);
            double before = CoreTime.seconds(peer.pid());
            Replayed replayed = Replay.run(load);
            return new Sent(replayed, CoreTime.seconds(peer.pid()) - before);
        });
    }

    /** Sends by a sender of one's own into a fresh table. */
    static Round run(Peer peer, int table, Sender sender) {
        peer.prepare(table);
        writeOut();
        try {
            Sent sent = sender.send(table);
            Replayed replayed = sent.replayed();
            double before = CoreTime.seconds(peer.pid());
            long acknowledged = System.nanoTime();
            Peer.Held held = await(peer, table, replayed.events(), acknowledged + VISIBLE_NANOS);
            double visible = (System.nanoTime() - acknowledged) / 1e9;
            double core = sent.coreSeconds() + CoreTime.seconds(peer.pid()) - before;
            return new Round(table, replayed, visible, core, problem(replayed, held));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Peer.Held await(Peer peer, int table, long events, long deadline) {
        Peer.Held held = peer.held(table);
        while (held.rows() < events && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
            held = peer.held(table);
        }
        return held;
    }

    private static String problem(Replayed replayed, Peer.Held held) {
        if (replayed.failed() > 0) {
            return replayed.failed() + " requests failed, the first: " + replayed.firstFailure();
        }
        if (replayed.events() == 0) {
            return "nothing was acknowledged";
        }
        if (held.rows() != replayed.events()) {
            return "acknowledged " + replayed.events() + " events and holds " + held.rows();
        }
        double expected = Shop.revenueOf(replayed.events());
        return held.revenueIs(expected) ? "" : "the sum of revenue is " + held.revenue() + " instead of " + expected;
    }

    private static void writeOut() {
        try {
            new ProcessBuilder("sync").start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }
}
