package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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
    private final Gateway gateway;
    private @Nullable Volume volume;

    /**
     * @param wallMicros clock, in microseconds since 1970
     * @param lines takes each line that is worth showing while it runs
     */
    public Torture(TortureSettings settings, ServerPlace place, LongSupplier wallMicros, Consumer<String> lines) {
        this.settings = settings;
        this.place = place;
        this.wallMicros = wallMicros;
        this.lines = lines;
        this.server = new ServerProcess(place);
        this.gateway = new Gateway(place.ingestPort(), TortureSettings.REQUEST_TIMEOUT, findings);
    }

    /** Runs to the end; what goes wrong is in the report. */
    public TortureReport run() {
        Thread hook = new Thread(this::abandon, "torture-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Files.createDirectories(place.dataDir());
            mount();
            TortureReport report = course();
            leave(report.clean());
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!settings.leaveRunning()) {
                abandon();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void mount() {
        if (settings.diskMegabytes() > 0) {
            volume = Volume.mount(place.dataDir(), settings.diskMegabytes()).orElse(null);
            say(
                    volume == null
                            ? "this user may not mount a tmpfs: the fault disk_full is left out"
                            : "the data folder is a tmpfs of " + settings.diskMegabytes() + " MB");
        } else if (settings.faults().contains(FaultKind.DISK_FULL)) {
            say("without --disk-mb the fault disk_full is left out");
        }
    }

    private List<FaultKind> faults() {
        List<FaultKind> faults = new ArrayList<>(settings.faults());
        if (volume == null) {
            faults.remove(FaultKind.DISK_FULL);
        }
        return faults;
    }

    private TortureReport course() {
        Contents contents = new Contents(settings.seed(), wallMicros.getAsLong() - TimeUnit.HOURS.toMicros(2));
        long begin = System.nanoTime();
        try (Ledger ledger = new Ledger(place.folder().resolve("ledger.txt"));
                Load load = new Load(ledger, gateway, contents);
                Reader reader = new Reader(place, server, ledger, reads, findings, TortureSettings.VISIBLE);
                Served served = new Served(place.jdbcUrl())) {
            FullDisk disk = volume == null ? null : new FullDisk(volume, server, gateway, reader, findings);
            Striker striker = new Striker(place, server, gateway, ledger, load, disk);
            Checker checker = new Checker(ledger, contents, findings, reads, TortureSettings.VISIBLE);
            try {
                start(load, reader, served);
                torture(striker, load, checker, served, ledger);
                load.finish(SETTLE);
                checkAll(checker, served);
            } catch (RuntimeException | SQLException e) {
                findings.add(Violation.UNCHECKED, "the run", "it could not go on: " + e.getMessage());
                say("! " + e.getMessage());
            }
            double minutes = (System.nanoTime() - begin) / 60e9;
            return report(minutes, ledger, reader, striker, checker, disk);
        }
    }

    private void start(Load load, Reader reader, Served served) {
        server.begin(1);
        say(String.format(
                Locale.ROOT,
                "seed %d: ready after %.1f s, pid %d",
                settings.seed(),
                server.awaitReady(),
                server.pid()));
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

    private void torture(Striker striker, Load load, Checker checker, Served served, Ledger ledger)
            throws SQLException {
        List<FaultKind> faults = faults();
        if (faults.isEmpty()) {
            throw new IllegalStateException("No fault is left to be done.");
        }
        FaultPlan plan = new FaultPlan(settings.seed(), faults);
        long end = System.nanoTime() + settings.length().toNanos();
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            Fault fault = plan.next();
            if (fault.kind() != FaultKind.KILL_AFTER_READY) {
                check(checker, served, load.round());
                LockSupport.parkNanos(begin + TimeUnit.MILLISECONDS.toNanos(fault.loadMillis()) - System.nanoTime());
            }
            load.requireAlive();
            int restarts = striker.restarts().size();
            Strike strike = striker.strike(fault);
            strikes.add(strike);
            ledger.flush();
            List<Double> seconds = striker.restarts();
            if (seconds.size() > restarts) {
                served.close();
            }
            say(String.format(
                    Locale.ROOT,
                    "%s %-18s %2d in flight, %,d events acknowledged%s%s",
                    CLOCK.format(Instant.ofEpochMilli(wallMicros.getAsLong() / 1_000)),
                    strike.kind().word(),
                    strike.inFlight(),
                    strike.acknowledged(),
                    seconds.size() > restarts
                            ? String.format(Locale.ROOT, ", ready after %.1f s", seconds.getLast())
                            : "",
                    strike.note().isEmpty() ? "" : ", " + strike.note()));
        }
    }

    private void check(Checker checker, Served served, int round) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                checker.check(served, round, CHECK);
                return;
            } catch (SQLException e) {
                again(attempt, e);
            }
        }
    }

    private void checkAll(Checker checker, Served served) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                checker.checkAll(served);
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

    private TortureReport report(
            double minutes, Ledger ledger, Reader reader, Striker striker, Checker checker, @Nullable FullDisk disk) {
        Map<FaultKind, Integer> kinds = new EnumMap<>(FaultKind.class);
        strikes.forEach(s -> kinds.merge(s.kind(), 1, Integer::sum));
        Map<String, Object> words = new LinkedHashMap<>();
        kinds.forEach((kind, count) -> words.put(kind.word(), count));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", settings.seed());
        figures.put("minutes", Math.round(minutes * 10) / 10.0);
        figures.put("faults", words);
        figures.put("kills", strikes.stream().mapToInt(Strike::kills).sum());
        figures.put("requests_sent", ledger.requests());
        figures.put("events_sent", ledger.events());
        figures.put("acknowledged", ledger.acknowledged());
        figures.put("unknown", ledger.events(SentRequest.State.UNKNOWN));
        figures.put("refused", ledger.events(SentRequest.State.REFUSED));
        figures.put("recovered", checker.recovered());
        figures.put("rows_compared", checker.present());
        for (Violation kind : Violation.values()) {
            figures.put(kind.word(), findings.count(kind));
        }
        List<Integer> inFlight = strikes.stream().map(Strike::inFlight).toList();
        figures.put("in_flight_min", Quantiles.of(inFlight, 0));
        figures.put("in_flight_median", Quantiles.of(inFlight, 0.5));
        figures.put("in_flight_max", Quantiles.of(inFlight, 1));
        figures.put("restart_seconds_p50", Quantiles.of(striker.restarts(), 0.5));
        figures.put("restart_seconds_p99", Quantiles.of(striker.restarts(), 0.99));
        figures.put("restart_seconds_max", Quantiles.of(striker.restarts(), 1));
        figures.put("visible_seconds_max", Math.round(reader.maxVisibleSeconds() * 1_000) / 1_000.0);
        figures.put("counts_read", reader.answered());
        figures.put("queries_failed", reader.failed());
        figures.put("answers", gateway.answers());
        if (disk != null) {
            List<FullDisk.Course> courses = disk.courses();
            List<Double> seconds = courses.stream()
                    .filter(FullDisk.Course::recovered)
                    .map(FullDisk.Course::recoverySeconds)
                    .toList();
            figures.put(
                    "accepted_while_full",
                    courses.stream()
                            .mapToLong(FullDisk.Course::acknowledgedWhileFull)
                            .sum());
            figures.put("recovery_seconds_max", Quantiles.of(seconds, 1));
            figures.put(
                    "restarted_after_disk_full",
                    courses.stream().filter(c -> !c.recovered()).count());
        }
        return new TortureReport(figures, findings.sentences());
    }

    /** Ends the server in order, and keeps or removes the folder. */
    private void leave(boolean clean) throws IOException {
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
        if (settings.keep() || !clean) {
            keepVolume();
            say("kept: " + place.folder());
        } else {
            abandon();
            delete(place.folder());
        }
    }

    /** What is on a tmpfs would go with it: it is copied beside. */
    private void keepVolume() throws IOException {
        if (volume == null) {
            return;
        }
        Path target = place.folder().resolve("data-kept");
        try (Stream<Path> files = Files.walk(place.dataDir())) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(place.dataDir().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void abandon() {
        server.killAll();
        Volume mounted = volume;
        if (mounted != null) {
            mounted.close();
        }
    }

    private void say(String line) {
        lines.accept(line);
    }
}
