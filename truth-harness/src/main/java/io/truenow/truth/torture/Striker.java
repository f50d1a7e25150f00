package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does a fault to the server, at its moment and with enough in flight, and starts it again where it has ended. One thread. */
final class Striker {

    private static final Duration ENOUGH_IN_FLIGHT = Duration.ofSeconds(30);
    private static final Duration CHECKPOINT_SEEN = Duration.ofSeconds(20);
    private static final Duration DATABASE_BACK = Duration.ofSeconds(60);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The latest moment of a kill in a start, in seconds; shorter than any start. */
    private static final double START_SECONDS = 8;

    private final ServerPlace place;
    private final ServerProcess server;
    private final Gateway gateway;
    private final Ledger ledger;
    private final Load load;
    private final @Nullable FullDisk disk;
    private final @Nullable PartStriker parts;
    private final Orders orders;

    Striker(
            ServerPlace place,
            ServerProcess server,
            Gateway gateway,
            Ledger ledger,
            Load load,
            @Nullable FullDisk disk,
            @Nullable PartStriker parts,
            Orders orders) {
        this.place = place;
        this.server = server;
        this.gateway = gateway;
        this.ledger = ledger;
        this.load = load;
        this.disk = disk;
        this.parts = parts;
        this.orders = orders;
    }

    /** Does the fault, and first what it needs; the server is ready afterwards. Each strike is told as soon as it is over. */
    void strike(Fault fault, Consumer<Strike> told) {
        if (fault.kind() == FaultKind.KILL_AFTER_READY && System.nanoTime() - server.readyNanos() > SECOND) {
            told.accept(kill(fault, ""));
        }
        told.accept(strike(fault));
    }

    private Strike strike(Fault fault) {
        return switch (fault.kind()) {
            case KILL -> kill(fault, "");
            case KILL_AFTER_READY -> killAfterReady(fault);
            case KILL_IN_CHECKPOINT -> killInCheckpoint(fault);
            case KILL_IN_START -> killInStart(fault);
            case KILL_GROUP -> killGroup(fault);
            case KILL_DATABASE -> killDatabase();
            case PAUSE -> pause(fault);
            case PAUSE_KILL -> pauseKill(fault);
            case TERM -> term(fault);
            case DISK_FULL -> fillDisk(fault);
            case TABLE_PAUSE, TABLE_PAUSE_KILL, KEY_REVOKE, KEY_REVOKE_KILL, RATE_LIMIT, RATE_LIMIT_KILL ->
                order(fault);
            default -> takeAway(fault);
        };
    }

    /** Starts the server again; seconds until ready. */
    private double restart(Fault fault) {
        server.begin(fault.checkpointSeconds());
        return server.awaitReady();
    }

    private Strike kill(Fault fault, String note) {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        server.kill();
        load.nextRound();
        return new Strike(FaultKind.KILL, inFlight, acknowledged, 1, restart(fault), note);
    }

    private Strike killAfterReady(Fault fault) {
        long moment = server.readyNanos() + (long) (fault.fraction() * 0.8 * SECOND);
        LockSupport.parkNanos(moment - System.nanoTime());
        int inFlight = awaitInFlight();
        double after = (System.nanoTime() - server.readyNanos()) / 1e9;
        long acknowledged = ledger.acknowledged();
        server.kill();
        load.nextRound();
        double restart = restart(fault);
        return new Strike(
                after < 1 ? FaultKind.KILL_AFTER_READY : FaultKind.KILL,
                inFlight,
                acknowledged,
                1,
                restart,
                String.format(Locale.ROOT, "%.2f s after ready", after));
    }

    private Strike killInCheckpoint(Fault fault) {
        long deadline = System.nanoTime() + CHECKPOINT_SEEN.toNanos();
        Path hot = place.dataDir().resolve("hot");
        while (System.nanoTime() < deadline) {
            if (gateway.inFlight() >= TortureSettings.IN_FLIGHT
                    && !temporaries(hot).isEmpty()) {
                int inFlight = gateway.inFlight();
                long acknowledged = ledger.acknowledged();
                server.kill();
                int left = temporaries(hot).size();
                load.nextRound();
                double restart = restart(fault);
                return new Strike(
                        FaultKind.KILL_IN_CHECKPOINT,
                        inFlight,
                        acknowledged,
                        1,
                        restart,
                        left + " half-written files left");
            }
            LockSupport.parkNanos(PAUSE_NANOS / 10);
        }
        return kill(fault, "no checkpoint was seen within " + CHECKPOINT_SEEN.toSeconds() + " s");
    }

    private static List<Path> temporaries(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".tmp")).toList();
        } catch (IOException | UncheckedIOException changing) {
            return List.of();
        }
    }

    private Strike killInStart(Fault fault) {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        server.kill();
        load.nextRound();
        server.begin(fault.checkpointSeconds());
        long begin = System.nanoTime();
        long moment = begin + (long) ((0.2 + fault.fraction() * START_SECONDS) * SECOND);
        while (System.nanoTime() < moment && !server.output().saysReady()) {
            LockSupport.parkNanos(20 * PAUSE_NANOS);
        }
        boolean before = !server.output().saysReady();
        double after = (System.nanoTime() - begin) / 1e9;
        server.kill();
        double restart = restart(fault);
        return new Strike(
                before ? FaultKind.KILL_IN_START : FaultKind.KILL_AFTER_READY,
                inFlight,
                acknowledged,
                2,
                restart,
                String.format(Locale.ROOT, "the second kill %.1f s after the start", after));
    }

    private Strike killGroup(Fault fault) {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        server.killGroup();
        load.nextRound();
        return new Strike(FaultKind.KILL_GROUP, inFlight, acknowledged, 1, restart(fault), "");
    }

    private Strike killDatabase() {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        long begin = System.nanoTime();
        long killed = server.killDatabase();
        load.nextRound();
        await("PostgreSQL is started again", DATABASE_BACK, () -> Signals.postgres(place.dataDir())
                .filter(postmaster -> postmaster.pid() != killed)
                .isPresent());
        return new Strike(
                FaultKind.KILL_DATABASE,
                inFlight,
                acknowledged,
                0,
                0,
                killed > 0
                        ? String.format(
                                Locale.ROOT,
                                "%,d events acknowledged in the %.1f s until it was back",
                                ledger.acknowledged() - acknowledged,
                                (System.nanoTime() - begin) / 1e9)
                        : "none ran");
    }

    private Strike pause(Fault fault) {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        double seconds = 1 + fault.fraction() * 19;
        server.pause();
        load.nextRound();
        LockSupport.parkNanos((long) (seconds * SECOND));
        server.resume();
        return new Strike(FaultKind.PAUSE, inFlight, acknowledged, 0, 0, String.format(Locale.ROOT, "%.1f s", seconds));
    }

    private Strike pauseKill(Fault fault) {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        double seconds = 1 + fault.fraction() * 6;
        server.pause();
        LockSupport.parkNanos((long) (seconds * SECOND));
        server.kill();
        load.nextRound();
        double restart = restart(fault);
        return new Strike(
                FaultKind.PAUSE_KILL,
                inFlight,
                acknowledged,
                1,
                restart,
                String.format(Locale.ROOT, "after %.1f s", seconds));
    }

    private Strike term(Fault fault) {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        double seconds = server.stop();
        load.nextRound();
        double restart = restart(fault);
        return new Strike(
                FaultKind.TERM,
                inFlight,
                acknowledged,
                0,
                restart,
                String.format(Locale.ROOT, "ended in order in %.1f s", seconds));
    }

    private Strike fillDisk(Fault fault) {
        if (disk == null) {
            throw new IllegalStateException("There is no volume to fill.");
        }
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        load.nextRound();
        FullDisk.Course course = disk.fill(fault);
        double restart = 0;
        if (!course.recovered()) {
            if (server.isAlive()) {
                server.kill();
            }
            restart = restart(fault);
        }
        return new Strike(FaultKind.DISK_FULL, inFlight, acknowledged, 0, restart, course.text());
    }

    private Strike takeAway(Fault fault) {
        if (parts == null) {
            throw new IllegalStateException("There is no server outside to be taken away.");
        }
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        return new Strike(fault.kind(), inFlight, acknowledged, 0, 0, parts.strike(fault));
    }

    private Strike order(Fault fault) {
        int inFlight = awaitInFlight();
        long acknowledged = ledger.acknowledged();
        double[] restart = new double[1];
        DoubleSupplier between = fault.kind().kills() == 0
                ? null
                : () -> {
                    server.kill();
                    load.nextRound();
                    restart[0] = restart(fault);
                    return restart[0];
                };
        String course =
                switch (fault.kind()) {
                    case KEY_REVOKE, KEY_REVOKE_KILL -> orders.revokeKey(fault, between);
                    case RATE_LIMIT, RATE_LIMIT_KILL -> orders.limitRate(fault, between, ledger::acknowledged);
                    default -> orders.pauseTable(fault, between);
                };
        return new Strike(fault.kind(), inFlight, acknowledged, fault.kind().kills(), restart[0], course);
    }

    private int awaitInFlight() {
        long deadline = System.nanoTime() + ENOUGH_IN_FLIGHT.toNanos();
        while (System.nanoTime() < deadline) {
            int now = gateway.inFlight();
            if (now >= TortureSettings.IN_FLIGHT) {
                return now;
            }
            server.requireAlive();
            LockSupport.parkNanos(PAUSE_NANOS / 10);
        }
        throw new IllegalStateException("Only " + gateway.inFlight() + " requests in flight for "
                + ENOUGH_IN_FLIGHT.toSeconds() + " s; answers so far: " + gateway.answers());
    }

    /** Asks until something holds. */
    static void await(String what, Duration limit, java.util.function.BooleanSupplier holds) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Not within " + limit.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(20 * PAUSE_NANOS);
        }
    }
}
