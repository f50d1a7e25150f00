package io.truenow.launcher.assembly;

import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.events.access.Principal;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.read.TableInfo;
import io.truenow.infra.bus.LogProgress;
import io.truenow.infra.cache.AnswerCache;
import io.truenow.infra.meters.RoleMeters;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.role.RoleHealth;
import io.truenow.launcher.role.RoleStatus;
import io.truenow.launcher.role.RoleTraffic;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.launcher.settings.ProductVersion;
import io.truenow.sql.exec.SqlEngine;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the parts of the engine say of themselves: health, figures and meters per role, and the console's live figures. Thread-safe. */
final class EngineStatus {

    private final EngineReadiness readiness;
    private final HotTier hotTier;
    private final IngestMeters ingest;
    private final SqlEngine sql;
    private final AnswerCache answers;
    private final LogProgress progress;
    private final MachineUse machine;
    private final Map<Role, RoleTraffic> traffic = new EnumMap<>(Role.class);
    private final Map<Role, TrafficWindows> windows = new EnumMap<>(Role.class);
    private final RateWindow stored;
    private final RateWindow accepted;
    private final RateWindow statements;
    private final LatencyWindow acknowledgements;
    private final RoleMeters meters;
    private final LaunchSettings settings;
    private final MicroClock clock;
    private final long startedNanos;

    EngineStatus(
            EngineReadiness readiness,
            HotTier hotTier,
            IngestMeters ingest,
            SqlEngine sql,
            AnswerCache answers,
            LogProgress progress,
            MachineUse machine,
            RoleMeters meters,
            LaunchSettings settings,
            MicroClock clock,
            long startedNanos) {
        this.readiness = readiness;
        this.hotTier = hotTier;
        this.ingest = ingest;
        this.sql = sql;
        this.answers = answers;
        this.progress = progress;
        this.machine = machine;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
        this.startedNanos = startedNanos;
        this.stored = new RateWindow(hotTier::stored, System::nanoTime);
        this.accepted = new RateWindow(ingest::eventsAccepted, System::nanoTime);
        this.statements = new RateWindow(() -> sql.figures().finished(), System::nanoTime);
        this.acknowledgements = new LatencyWindow(
                () -> ingest.acknowledgements().counts(),
                ingest.acknowledgements().boundsMicros());
        answers.bindTo(meters.role(Role.QUERY.title()));
        for (Role role : Role.builtRoles()) {
            traffic.put(role, new RoleTraffic());
        }
        for (Role role : Role.builtRoles()) {
            windows.put(role, new TrafficWindows(seenBy(role), events(role), machine));
        }
    }

    /** The whole process's port shows the traffic of all roles. */
    private List<RoleTraffic> seenBy(Role role) {
        return role == Role.METRICS ? List.copyOf(traffic.values()) : List.of(trafficOf(role));
    }

    private RoleTraffic trafficOf(Role role) {
        return Objects.requireNonNull(traffic.get(role));
    }

    private @Nullable LongSupplier events(Role role) {
        return switch (role) {
            case GATEWAY, METRICS -> ingest::eventsAccepted;
            case HOT_TIER -> hotTier::stored;
            default -> null;
        };
    }

    /** Gives the registries the meters of every role that is built here. */
    void bindTo(EngineMeters engineMeters, FlowMeters flow) {
        traffic.forEach((role, requests) ->
                engineMeters.role(role, requests, () -> health(role).state().equals("healthy")));
        engineMeters.process(machine, ProductVersion.text());
        engineMeters.freshness(this::freshness);
        flow.process(machine, trafficOf(Role.GATEWAY), () -> (System.nanoTime() - startedNanos) / 1e9);
    }

    /** Takes one sample of each window; called once a second. */
    void tick() {
        stored.sample();
        accepted.sample();
        statements.sample();
        acknowledgements.sample();
        windows.values().forEach(TrafficWindows::sample);
    }

    /** Mean of events stored a second over the last ten. */
    double storedPerSecond() {
        return stored.perSecond();
    }

    /** Events accepted over the last ten seconds. */
    RateWindow accepted() {
        return accepted;
    }

    /** Health, figures and meters of a role. */
    RoleStatus of(Role role) {
        Supplier<String> text =
                role == Role.METRICS || role == Role.CONSOLE ? meters::text : () -> meters.textOf(role.title());
        return new RoleStatus(
                role,
                () -> health(role),
                () -> figures(role),
                text,
                Objects.requireNonNull(windows.get(role))::metrics,
                trafficOf(role));
    }

    private RoleHealth health(Role role) {
        Map<String, String> components = new LinkedHashMap<>();
        switch (role) {
            case GATEWAY -> {
                components.put("disk", readiness.disk());
                components.put("log", readiness.log());
            }
            case CONTROL_PLANE -> {
                components.put("database", readiness.database());
                components.put("catalog", readiness.catalog());
            }
            case HOT_TIER, QUERY, SQL -> components.put("hot-tier", readiness.hotTier());
            case CONSOLE -> components.putAll(readiness.components());
            default -> {
                // Needs nothing.
            }
        }
        RoleHealth health = RoleHealth.of(components);
        // Without its database the gateway still takes events into tables that it knows.
        return role == Role.GATEWAY
                        && health.state().equals("healthy")
                        && !readiness.database().equals("ok")
                ? new RoleHealth("degraded", Map.of("log", "ok", "database", readiness.database()))
                : health;
    }

    private Map<String, Object> figures(Role role) {
        Map<String, Object> figures = new LinkedHashMap<>();
        switch (role) {
            case GATEWAY -> {
                figures.put("requests", ingest.requestsTotal());
                figures.put("requests_accepted", ingest.requestsAccepted());
                figures.put("requests_rejected", ingest.requestsRejected());
                figures.put("events_accepted", ingest.eventsAccepted());
                figures.put("events_per_second", accepted.perSecond());
                figures.put("rejected_by_code", ingest.eventsRejected());
            }
            case HOT_TIER -> figures.putAll(hotTierFigures(hotTier.tablesOfAll()));
            case QUERY, SQL -> {
                figures.put("statements", sql.figures().finished());
                figures.put("statements_running", sql.figures().running());
                if (role == Role.QUERY) {
                    figures.put("answer_cache", answers.figures());
                }
            }
            case CONSOLE, METRICS -> figures.put("ready", readiness.ready());
            default -> {
                // Health says it all.
            }
        }
        return figures;
    }

    /** Answer of the hot tier's {@code /stats}: figures of the process, and the tables that the caller sees. */
    Map<String, Object> hotTierStatistics(Principal caller) {
        Map<String, Map<String, Long>> namespaces = new TreeMap<>();
        List<TableInfo> seen = hotTier.tables(caller);
        for (TableInfo table : seen) {
            namespaces
                    .computeIfAbsent(table.ref().namespace(), n -> new TreeMap<>())
                    .put(table.ref().table(), table.stored());
        }
        Map<String, Object> body = hotTierFigures(caller.managesServer() ? hotTier.tablesOfAll() : seen);
        body.put("namespaces", namespaces);
        return body;
    }

    private Map<String, Object> hotTierFigures(List<TableInfo> tables) {
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("resident_bytes", hotTier.residentBytes());
        memory.put("dedup_bytes", hotTier.dedupBytes());
        memory.put("dedup_file_bytes", hotTier.dedupFileBytes());
        memory.put("budget_bytes", settings.hotTier().memoryBytes());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "events_processed", tables.stream().mapToLong(TableInfo::stored).sum());
        body.put(
                "events_deduped",
                tables.stream().mapToLong(t -> t.duplicates() + t.conflicting()).sum());
        body.put(
                "events_conflicting",
                tables.stream().mapToLong(TableInfo::conflicting).sum());
        body.put("lag_records", progress.totalLag());
        body.put("checkpoints_skipped", hotTier.projection().checkpointsSkipped());
        body.put("memory", memory);
        return body;
    }

    /** The console's figures of this moment. */
    Figures liveFigures() {
        long now = clock.nowMicros();
        Figures.Builder figures = Figures.at(now)
                .ready(readiness.ready())
                .known(Figure.EVENTS_STORED, hotTier.stored())
                .known(Figure.EVENTS_PER_SECOND, accepted.perSecond())
                .known(Figure.LAG_RECORDS, progress.totalLag())
                .known(Figure.STATEMENTS_PER_SECOND, statements.perSecond())
                .known(Figure.MEMORY_USED_BYTES, hotTier.residentBytes() + hotTier.dedupBytes())
                .known(Figure.MEMORY_BUDGET_BYTES, settings.hotTier().memoryBytes())
                .known(Figure.UPTIME_MICROS, (System.nanoTime() - startedNanos) / 1e3);
        Long p99 = acknowledgements.percentile(0.99);
        if (p99 == null) {
            figures.unknown(Figure.ACKNOWLEDGEMENT_P99_MICROS, "No event was acknowledged within the last minute.");
        } else {
            figures.known(Figure.ACKNOWLEDGEMENT_P99_MICROS, p99);
        }
        Long freshness = freshness(now);
        if (freshness == null) {
            figures.unknown(Figure.FRESHNESS_MICROS, "No table has had an event within the last ten seconds.");
        } else {
            figures.known(Figure.FRESHNESS_MICROS, freshness);
        }
        readiness.components().forEach((name, state) -> figures.component(name, state.equals("ok"), state));
        return figures.build();
    }

    /** Now minus the newest watermark while events flow, in microseconds; null while none do. */
    @Nullable
    Long freshness() {
        return freshness(clock.nowMicros());
    }

    private @Nullable Long freshness(long now) {
        long watermark = hotTier.tablesOfAll().stream()
                .mapToLong(TableInfo::watermarkMicros)
                .max()
                .orElse(Long.MIN_VALUE);
        return accepted.perSecond() == 0 || watermark == Long.MIN_VALUE ? null : Math.max(0, now - watermark);
    }
}
