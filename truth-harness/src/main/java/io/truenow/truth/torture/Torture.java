package io.truenow.truth.torture;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run: starts the built product as a process, lets numbered clients send to it, does the faults of the seed's plan to it, and holds
 * what it serves against the clients' ledger. Looks from outside only: HTTP in, JDBC out. Ends what it starts by process id, also
 * when this process is ended. Use once, from one thread.
 */
public final class Torture {

    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration FIRST_TABLES = Duration.ofSeconds(60);
    private static final int CHECK_ATTEMPTS = 5;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TortureSettings settings;
    private final ServerPlace place;
    private final LongSupplier wallMicros;
    private final Consumer<String> lines;
    private final Findings findings = new Findings();
    private final MonotonicReads reads = new MonotonicReads(findings);
    private final List<Strike> strikes = new ArrayList<>();
    private final ServerProcess server;
    private final Prohibitions prohibitions = new Prohibitions();
    private final Gateway gateway;
    private final @Nullable OutsideParts parts;

    /**
     * @param parts servers for the product to be pointed at, not started yet; null for its embedded ones
     * @param wallMicros clock, in microseconds since 1970
     * @param lines takes each line that is worth showing while it runs
     */
    public Torture(
            TortureSettings settings,
            ServerPlace serverPlace,
            @Nullable OutsideParts parts,
            LongSupplier wallMicros,
            Consumer<String> lines) {
        this.settings = settings;
        this.parts = parts;
        this.place = parts == null ? serverPlace : serverPlace.with(parts.environment());
        this.wallMicros = wallMicros;
        this.lines = lines;
        this.server = new ServerProcess(place);
        this.gateway = new Gateway(place.ingestPort(), TortureSettings.REQUEST_TIMEOUT, findings, prohibitions);
    }

    /** Runs to the end; what goes wrong is in the report. */
    public TortureReport run() throws IOException {
        RunFolder folder = new RunFolder(place);
        Thread hook = new Thread(() -> abandon(folder), "torture-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            mount(folder);
            if (parts != null) {
                parts.start();
                say("log, catalogue" + (parts.redis().isPresent() ? " and cache" : "") + " run outside");
            }
            TortureReport report = course(folder);
            leave(folder, report.clean());
            return report;
        } finally {
            if (!settings.leaveRunning()) {
                abandon(folder);
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void mount(RunFolder folder) {
        if (settings.diskMegabytes() > 0) {
            say(
                    folder.mount(settings.diskMegabytes())
                            ? "the data folder is a tmpfs of " + settings.diskMegabytes() + " MB"
                            : "this user may not mount a tmpfs: the fault disk_full is left out");
        } else if (settings.faults().contains(FaultKind.DISK_FULL)) {
            say("without --disk-mb the fault disk_full is left out");
        }
    }

    private List<FaultKind> faults(@Nullable FullDisk disk) {
        List<FaultKind> faults = new ArrayList<>(settings.faults());
        if (disk == null) {
            faults.remove(FaultKind.DISK_FULL);
        }
        if (parts == null) {
            faults.removeIf(FaultKind::outside);
        } else if (parts.redis().isEmpty()) {
            faults.removeIf(FaultKind::redis);
        }
        if (faults.isEmpty()) {
            throw new IllegalStateException("No fault is left to be done.");
        }
        return faults;
    }

    private TortureReport course(RunFolder folder) {
        Contents contents = new Contents(settings.seed(), wallMicros.getAsLong() - TimeUnit.HOURS.toMicros(2));
        BookReads books = new BookReads(reads, findings);
        long begin = System.nanoTime();
        try (Ledger ledger = new Ledger(place.folder().resolve("ledger.txt"));
                Load load = new Load(ledger, gateway, contents);
                Reader reader = new Reader(place, server, ledger, reads, books, findings, TortureSettings.VISIBLE);
                Served served = new JdbcServed(place.jdbcUrl())) {
            FullDisk disk = folder.volume()
                    .map(volume -> new FullDisk(volume, server, gateway, reader, findings))
                    .orElse(null);
            PartStriker outside = parts == null ? null : new PartStriker(parts, gateway, load, findings);
            Orders orders = new Orders(new Administrator(place.controlPort()), prohibitions, gateway, findings);
            Striker striker = new Striker(place, server, gateway, ledger, load, disk, outside, orders);
            Checker checker = new Checker(ledger, contents, findings, books, TortureSettings.VISIBLE);
            try {
                start(load, reader, served, orders);
                torture(new FaultPlan(settings.seed(), faults(disk)), striker, load, checker, served, ledger);
                load.finish(SETTLE);
                check(() -> checker.checkAll(served));
            } catch (RuntimeException | SQLException e) {
                findings.add(Violation.UNCHECKED, "the run", "it could not go on: " + e);
            }
            return new Figures()
                    .run(settings.seed(), (System.nanoTime() - begin) / 60e9, strikes)
                    .sent(ledger, checker)
                    .found(findings)
                    .strikes(strikes)
                    .read(reader, gateway)
                    .orders(prohibitions.refusals())
                    .disk(disk == null ? List.of() : disk.courses())
                    .data(folder.dataBytes())
                    .report(findings);
        }
    }

    private void start(Load load, Reader reader, Served served, Orders orders) {
        server.begin(1);
        say(String.format(
                Locale.ROOT,
                "seed %d: ready after %.1f s, pid %d",
                settings.seed(),
                server.awaitReady(),
                server.pid()));
        if (settings.faults().stream().anyMatch(FaultKind::revokes)) {
            orders.giveKey();
        }
        load.begin();
        reader.begin();
        Striker.await("the first tables", FIRST_TABLES, () -> {
            try {
                return served.books().keySet().containsAll(List.of("t0", "t1", "t2", "lines"));
            } catch (SQLException notYet) {
                return false;
            }
        });
        reader.tablesAreThere();
    }

    private void torture(FaultPlan plan, Striker striker, Load load, Checker checker, Served served, Ledger ledger)
            throws SQLException {
        long end = System.nanoTime() + settings.length().toNanos();
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            Fault fault = plan.next();
            if (fault.kind() != FaultKind.KILL_AFTER_READY) {
                check(() -> checker.check(served, load.round(), CHECK));
                LockSupport.parkNanos(begin + TimeUnit.MILLISECONDS.toNanos(fault.loadMillis()) - System.nanoTime());
            }
            load.requireAlive();
            striker.strike(fault, strike -> {
                strikes.add(strike);
                ledger.flush();
                say(line(strike));
            });
            if (fault.kind().restarts()) {
                served.close();
            }
        }
    }

    private String line(Strike strike) {
        return String.format(
                Locale.ROOT,
                "%s %-18s %2d in flight, %,d events acknowledged%s%s",
                CLOCK.format(Instant.ofEpochMilli(wallMicros.getAsLong() / 1_000)),
                strike.kind().word(),
                strike.inFlight(),
                strike.acknowledged(),
                strike.restartSeconds() > 0
                        ? String.format(Locale.ROOT, ", ready after %.1f s", strike.restartSeconds())
                        : "",
                strike.note().isEmpty() ? "" : ", " + strike.note());
    }

    /** A look at the server. */
    @FunctionalInterface
    private interface Look {
        void run() throws SQLException;
    }

    private void check(Look look) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                look.run();
                return;
            } catch (SQLException e) {
                again(attempt, e);
            }
        }
    }

    private void again(int attempt, SQLException e) throws SQLException {
        say("a check could not ask: " + e.getMessage());
        if (attempt == CHECK_ATTEMPTS) {
            throw e;
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }

    /** Ends the server in order, and keeps or removes the folder. */
    private void leave(RunFolder folder, boolean clean) throws IOException {
        if (settings.leaveRunning()) {
            say("the server is left running on " + place.dataDir());
            return;
        }
        if (server.isAlive()) {
            try {
                server.stop();
            } catch (IllegalStateException stubborn) {
                say("! " + stubborn.getMessage());
            }
        }
        server.killAll();
        if (parts != null) {
            parts.close();
        }
        if (settings.keep() || !clean) {
            folder.keep();
            say("kept: " + place.folder());
        } else {
            folder.remove();
        }
    }

    private void abandon(RunFolder folder) {
        server.killAll();
        if (parts != null) {
            parts.close();
        }
        folder.close();
    }

    private void say(String line) {
        lines.accept(line);
    }
}
