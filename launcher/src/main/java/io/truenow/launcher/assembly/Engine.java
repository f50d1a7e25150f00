package io.truenow.launcher.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.truenow.admin.port.LiveFigures;
import io.truenow.command.access.ApiKeyAggregate;
import io.truenow.command.access.ApiKeyDirectory;
import io.truenow.command.access.ApiKeySettings;
import io.truenow.command.access.ApiKeys;
import io.truenow.command.binding.BoundSchemas;
import io.truenow.command.catalog.CatalogCache;
import io.truenow.command.catalog.CatalogProjection;
import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.catalog.NamespaceAggregate;
import io.truenow.command.catalog.RecentFacts;
import io.truenow.command.catalog.TableAggregate;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.catalog.TableRemoval;
import io.truenow.command.config.ConfigurationAggregate;
import io.truenow.command.config.ConfigurationDirectory;
import io.truenow.command.config.Configurations;
import io.truenow.command.control.ControlCommands;
import io.truenow.command.control.IdSource;
import io.truenow.command.ingest.DoorThreads;
import io.truenow.command.ingest.GroupCommit;
import io.truenow.command.ingest.IngestBus;
import io.truenow.command.ingest.IngestDoor;
import io.truenow.command.ingest.IngestHandler;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.IngestSummary;
import io.truenow.command.ingest.LiveLimits;
import io.truenow.command.limit.IngestLimits;
import io.truenow.command.rates.RateLimitAggregate;
import io.truenow.command.rates.RateLimitDirectory;
import io.truenow.command.rates.RateLimits;
import io.truenow.command.schema.SchemaAggregate;
import io.truenow.command.schema.SchemaVersions;
import io.truenow.command.schema.Schemas;
import io.truenow.command.stream.Streams;
import io.truenow.command.tenant.TenantAggregate;
import io.truenow.command.tenant.TenantDirectory;
import io.truenow.command.tenant.Tenants;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.config.ConfigurationKey;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.infra.access.Credentials;
import io.truenow.infra.access.GuessLimit;
import io.truenow.infra.access.SignedRequests;
import io.truenow.infra.admission.LogAdmissibility;
import io.truenow.infra.admission.StoppedParts;
import io.truenow.infra.bus.HotTierProcessor;
import io.truenow.infra.bus.KafkaEventLog;
import io.truenow.infra.bus.KafkaLog;
import io.truenow.infra.bus.KafkaLogSource;
import io.truenow.infra.bus.KnownEnds;
import io.truenow.infra.bus.LogProgress;
import io.truenow.infra.bus.LogSettings;
import io.truenow.infra.bus.RecentAppends;
import io.truenow.infra.cache.AnswerCache;
import io.truenow.infra.cache.RedisAddress;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.DiskFloor;
import io.truenow.infra.eventstore.ControlPlane;
import io.truenow.infra.eventstore.ControlPlaneHandlers;
import io.truenow.infra.eventstore.ControlPlaneHandlers.Resource;
import io.truenow.infra.eventstore.IngestCommandBus;
import io.truenow.infra.eventstore.PostgresPool;
import io.truenow.infra.files.LocalDisk;
import io.truenow.infra.idempotency.StoredAnswers;
import io.truenow.infra.jwt.JwtKeys;
import io.truenow.infra.jwt.JwtValidator;
import io.truenow.infra.limit.SharedBuckets;
import io.truenow.infra.meters.RoleMeters;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.LogIdentity;
import io.truenow.infra.server.ServerState;
import io.truenow.infra.threads.CoreShare;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.role.RoleStatus;
import io.truenow.launcher.settings.GatewayOptions;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.launcher.settings.ProductVersion;
import io.truenow.sql.exec.PositionGate;
import io.truenow.sql.exec.PositionSettings;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.http.QuerySettings;
import io.truenow.sql.http.QueryStatistics;
import io.truenow.sql.port.DeclaredNamespaces;
import io.truenow.sql.server.EngineMeta;
import io.truenow.sql.server.JdbcSettings;
import io.truenow.sql.tail.Tails;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all roles share, from the log up: control plane, hot tier, ingest, SQL, meters. One object graph, made here in the order in
 * which its parts need each other. Thread-safe once started.
 */
final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration READY_POLL = Duration.ofMillis(20);
    private static final Duration READY_REPORT = Duration.ofSeconds(5);

    /** Facts of the control plane that {@code sys.domain_events} shows. */
    private static final int RECENT_FACTS = 1_000;

    /** Tasks of scans that may wait for a thread; beyond, the statement's own thread does them. */
    private static final int SCAN_QUEUE = 256;

    private final ClosingStack parts = new ClosingStack();
    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final ControlPlane control;
    private final FutureTask<?> warmUp;
    private final KafkaLogSource source;
    private final LogProgress progress;
    private final EngineStatus status;
    private final EngineReadiness readiness;
    private final Credentials credentials;
    private volatile boolean factsKnown;
    private final SignedRequests signed;
    private final GuessLimit guesses = new GuessLimit(System::nanoTime);

    private Engine(
            LaunchSettings settings,
            DataFolder folder,
            Servers servers,
            @Nullable JwtKeys jwtKeys,
            MicroClock clock,
            long startedNanos) {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("truenow-ticker").daemon().factory());
        parts.add("Ticker", ticker::shutdownNow);
        BoundLog bound = BoundLog.of(settings, folder, servers);
        LogSettings logSettings = bound.settings();
        progress = new LogProgress(
                parts.add("Known ends of the log", new KnownEnds(folder.root().resolve("log-ends"))), clock);

        CatalogCache cache = new CatalogCache();
        HikariDataSource connections = connections(servers);
        RecentFacts facts = new RecentFacts(RECENT_FACTS);
        SchemaVersions versions = new SchemaVersions();
        TenantDirectory tenants = new TenantDirectory();
        ApiKeyDirectory apiKeys = new ApiKeyDirectory(tenants);
        ConfigurationDirectory configuration = new ConfigurationDirectory();
        RateLimitDirectory rateLimits =
                new RateLimitDirectory(settings.gateway().rateLimits());
        control = controlPlane(
                connections,
                bound,
                clock,
                List.of(new CatalogProjection(cache), versions, tenants, apiKeys, configuration, rateLimits, facts));
        TableDirectory directory = new TableDirectory(
                cache,
                control.commandGateway(),
                CatalogSettings.DEFAULT,
                Executors.newVirtualThreadPerTaskExecutor(),
                this::factsKnown);

        DiskFloor floor = servers.floor();
        if (floor.isBelow()) {
            LOG.warn("{}", floor.sentence());
        }
        HotTier hotTier = parts.add(
                "Hot tier",
                new HotTier(hotTierSettings(settings), new LocalDisk(folder.hot(), floor.reserveBytes()), clock));
        RecentAppends recent = new RecentAppends(settings.hotTier().recentAppendBytes());
        source = new KafkaLogSource(
                logSettings,
                hotTier.projection(),
                progress,
                recent,
                failure -> LOG.error("A partition stopped: {}", failure));
        SubscribingEventProcessor processor = HotTierProcessor.of(source, hotTier.projection());
        processor.start();
        parts.add("Hot tier's processor", processor::shutDown);
        source.start();
        parts.add("Log source", source);

        KafkaLog log = parts.add("Log", new KafkaLog(logSettings, progress, recent, control.serializer()));
        StoppedParts stopped = new StoppedParts(source::failures, hotTier::stopped, cache::table, System::nanoTime);
        LogAdmissibility admissibility = new LogAdmissibility(
                new LogAdmissibility.Parts(
                        () -> servers.log().state() instanceof ServerState.Unavailable u ? u.reason() : null,
                        () -> floor.isBelow() ? floor.sentence() : null,
                        stopped::of,
                        progress::totalLag,
                        hotTier::dedupFull,
                        tableId -> watermark(hotTier, tableId)),
                settings.gateway().maxLagRecords());
        ScheduledExecutorService removals = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("truenow-removals").daemon().factory());
        parts.add("Removal of tables", removals::shutdownNow);
        removals.scheduleWithFixedDelay(new TableRemoval(cache, directory, log, clock), 1, 1, TimeUnit.SECONDS);
        IngestMeters meters = new IngestMeters();
        IngestSettings limits = ingestSettings(settings);
        BoundSchemas boundSchemas = new BoundSchemas(versions, control.schemas(), BoundSchemas.DEFAULT_KEPT);
        LiveLimits live = new LiveLimits(
                () -> configuration.value(ConfigurationKey.MAX_RECORD_BYTES),
                () -> configuration.value(ConfigurationKey.MAX_BATCH_EVENTS));
        IngestHandler handler = new IngestHandler(
                directory,
                admissibility,
                log,
                clock,
                boundSchemas,
                limits.event().maxColumns(),
                live);
        IngestBus bus = parts.add("Ingest bus", new IngestBus(new IngestCommandBus().bus(), handler));
        GroupCommit groups = new GroupCommit(limits.group(), bus::dispatch);
        SharedBuckets shared = sharedBuckets(settings, bound, clock);
        IngestLimits rates =
                new IngestLimits(rateLimits, settings.gateway().rateLimits().maxBuckets(), System::nanoTime, shared);
        IngestDoor door = parts.add(
                "Ingest door",
                new IngestDoor(limits, live, groups, directory, clock, meters, DoorThreads.of(limits), rates));
        parts.add("Ingest summary", new IngestSummary(meters)).start();

        int cores = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor scanners = new ThreadPoolExecutor(
                cores, cores, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(SCAN_QUEUE), scanThreads());
        parts.add("Scan threads", scanners::shutdownNow);
        ScanEngine reads = new ScanEngine(hotTier, scanners, cores, ScanSettings.DEFAULT);
        readiness = new EngineReadiness(servers, control, source, hotTier);
        RoleMeters roleMeters = parts.add(
                "Meters",
                new RoleMeters(Role.builtRoles().stream().map(Role::title).toList()));
        PositionGate positions = new PositionGate(
                new AppliedRecords(hotTier, source),
                PositionSettings.DEFAULT.withLongest(
                        Duration.ofMillis(settings.query().positionWaitMillis())));
        SqlEngine sql = parts.add(
                "SQL engine",
                new SqlEngine(
                        reads,
                        cache::tables,
                        new DoorFigures(meters, source),
                        new KnownFigures(hotTier, progress, source, control, facts, roleMeters, settings.values()),
                        positions,
                        clock,
                        SqlSettings.DEFAULT
                                .withPushDown(settings.query().pushDown())
                                .withStatementTime(
                                        Duration.ofSeconds(settings.query().statementSeconds()))
                                .withMaxRows(settings.query().limits().rows())
                                .withOpen(
                                        settings.query().limits().open(),
                                        settings.query().limits().tenantOpen(),
                                        settings.query().limits().abandoned())
                                .withScans(
                                        settings.query().limits().scanRows(),
                                        settings.query().limits().groups(),
                                        settings.query().limits().scanBytes())
                                .withMaxPlans(settings.query().limits().plans())
                                .withAdmission(settings.query().limits().admission())
                                .withMemory(settings.query().limits().memory()),
                        readiness::answersQueries));

        // The first statement would pay for loading the planner, so the engine pays for it while the log is applied.
        warmUp = new FutureTask<>(() -> sql.warmUp(Principal.LOCAL), null);
        Thread.ofPlatform().name("truenow-sql-warm-up").daemon().start(warmUp);
        AnswerCache answers =
                parts.add("Answer cache", new AnswerCache(settings.query().answerCache()));
        QueryStatistics queries = parts.add("Query statistics", new QueryStatistics(reads));
        Tails tails = parts.add(
                "Tails",
                new Tails(new KafkaEventLog(logSettings), settings.query().maxTails(), System::nanoTime));
        MachineUse machine = new MachineUse(folder.root(), floor);
        status = new EngineStatus(
                readiness, hotTier, meters, sql, answers, progress, machine, roleMeters, settings, clock, startedNanos);
        EngineMeters engineMeters = new EngineMeters(roleMeters);
        engineMeters.gateway(meters, status.accepted(), groups, limits.group().maxQueued(), progress.meters());
        engineMeters.limits(rates, shared);
        FlowMeters flow = engineMeters.flow();
        flow.ingest(meters, groups, limits.group().maxQueued());
        flow.log(hotTier, progress, status::freshness);
        engineMeters.controlPlane(connections);
        signed = new SignedRequests(clock::nowMicros, settings.access().signaturesRemembered());
        engineMeters.access(guesses);
        engineMeters.signed(signed, settings.access().signaturesRemembered());
        engineMeters.hotTier(
                hotTier, readiness, source, progress, recent, settings.gateway().maxLagRecords());
        engineMeters.queries(sql, queries, scanners, SCAN_QUEUE);
        engineMeters.positions(positions);
        engineMeters.tails(tails);
        status.bindTo(engineMeters, flow);
        ticker.scheduleAtFixedRate(status::tick, 1, 1, TimeUnit.SECONDS);

        beans.put("ingestDoor", door);
        beans.put("tableDirectory", directory);
        beans.put("catalogCache", cache);
        ControlCommands commands = new ControlCommands(
                control.commandGateway(),
                CatalogSettings.DEFAULT.control(),
                Executors.newVirtualThreadPerTaskExecutor());
        Schemas schemas = new Schemas(control.schemas(), commands, cache, versions);
        Tenants tenantControl = new Tenants(tenants, commands);
        beans.put("tenants", tenantControl);
        beans.put("rateLimits", new RateLimits(rateLimits, tenantControl, apiKeys, commands));
        beans.put("consoleTenants", new ConsoleTenants(tenantControl));
        beans.put("schemas", schemas);
        Streams streams = new Streams(
                directory, cache, schemas, boundSchemas, limits.event().maxColumns());
        beans.put("streams", streams);
        beans.put(
                "keptAnswers",
                new StoredAnswers(connections, clock, IdSource.random()::next, StoredAnswers.DEFAULT_KEYS));
        HotTierFigures figures = new HotTierFigures(hotTier, readiness::answersQueries, stopped::of);
        beans.put("streamFigures", figures);
        beans.put("streamRecords", new SqlStreamRecords(sql));
        beans.put("consoleTables", new ConsoleTables(streams, schemas, figures));
        beans.put("consoleSchemas", new ConsoleSchemas(schemas));
        beans.put("configurationDirectory", configuration);
        Configurations configurations = new Configurations(configuration, commands);
        beans.put("configurations", configurations);
        beans.put("consoleServerSettings", new ConsoleServerSettings(configurations));
        beans.put("readModels", control.processors());
        beans.put("auditLog", control.audit());
        beans.put("consoleAudit", new ConsoleAudit(control.audit()));
        beans.put("apiKeyDirectory", apiKeys);
        ApiKeys keys = new ApiKeys(
                apiKeys,
                tenants,
                control.commandGateway(),
                ApiKeySettings.DEFAULT,
                IdSource.random(),
                new SecureRandom()::nextBytes,
                Executors.newVirtualThreadPerTaskExecutor());
        beans.put("apiKeys", keys);
        beans.put("consoleApiKeys", new ConsoleApiKeys(keys, apiKeys, clock));
        JwtValidator jwts = jwtKeys == null
                ? null
                : new JwtValidator(jwtKeys, settings.jwt().rules(), tenants::letsIn);
        credentials = new KnownCredentials(this::factsKnown, apiKeys, jwts, clock);
        if (jwtKeys != null && jwts != null) {
            engineMeters.jwt(jwtKeys, jwts);
        }
        beans.put("sqlEngine", sql);
        beans.put("jdbcSettings", JdbcSettings.DEFAULT);
        beans.put(
                "jdbcMeta",
                parts.add("JDBC connections", new EngineMeta(sql, JdbcSettings.DEFAULT, ProductVersion.text())));
        beans.put("reads", reads);
        beans.put("answerStore", answers.store());
        beans.put(
                "querySettings",
                QuerySettings.DEFAULT
                        .withMaxResults(settings.query().maxResults())
                        .withMaxSqlBytes(settings.query().sqlAnswerBytes())
                        .withPages(settings.query().limits().pages())
                        .withLog(bound.identity().toString()));
        beans.put("queryStatistics", queries);
        beans.put("tails", tails);
        beans.put("declaredNamespaces", (DeclaredNamespaces) tenant ->
                cache.namespaces(tenant).stream().map(NamespaceDescriptor::name).toList());
        beans.put("readiness", readiness);
        beans.put("liveFigures", (LiveFigures) status::liveFigures);
        beans.put("hotTierStatistics", (HotTierStatistics) status::hotTierStatistics);
    }

    /** Starts everything; on failure nothing is left. */
    static Engine start(
            LaunchSettings settings,
            DataFolder folder,
            Servers servers,
            @Nullable JwtKeys jwtKeys,
            MicroClock clock,
            long startedNanos) {
        return new Engine(settings, folder, servers, jwtKeys, clock, startedNanos);
    }

    private @Nullable SharedBuckets sharedBuckets(LaunchSettings settings, BoundLog bound, MicroClock clock) {
        RedisAddress redis = settings.query().answerCache().redis();
        if (redis == null) {
            return null;
        }
        LogIdentity log = bound.identity();
        GatewayOptions.LimitSharing sharing = settings.gateway().sharing();
        return parts.add(
                "Shared rate limits",
                new SharedBuckets(
                        redis, log.clusterId() + "/" + log.topicId(), sharing.patience(), sharing.pause(), clock));
    }

    private HikariDataSource connections(Servers servers) {
        DatabaseConnection database = servers.database().connection();
        return parts.add(
                "Connections to PostgreSQL",
                PostgresPool.open(
                        database.jdbcUrl(), database.user(), database.password(), PostgresPool.DEFAULT_CONNECTIONS));
    }

    private ControlPlane controlPlane(
            DataSource dataSource, BoundLog bound, MicroClock clock, List<Object> projections) {
        ControlPlane started = parts.add(
                "Control plane",
                ControlPlane.start(
                        dataSource,
                        new ControlPlaneHandlers(
                                List.of(
                                        TenantAggregate.class,
                                        NamespaceAggregate.class,
                                        TableAggregate.class,
                                        SchemaAggregate.class,
                                        ApiKeyAggregate.class,
                                        ConfigurationAggregate.class,
                                        RateLimitAggregate.class),
                                projections,
                                projections,
                                List.of(),
                                List.of(
                                        new Resource<>(MicroClock.class, clock),
                                        new Resource<>(IdSource.class, IdSource.random())))));
        bound.requireCatalogue(dataSource);
        return started;
    }

    private static IngestSettings ingestSettings(LaunchSettings settings) {
        IngestSettings.Group usual = IngestSettings.Group.DEFAULT;
        return IngestSettings.defaults()
                .withGroup(new IngestSettings.Group(
                        settings.gateway().batchSize(),
                        usual.maxBytes(),
                        settings.gateway().batchTimeoutMillis(),
                        usual.maxInFlight(),
                        settings.gateway().maxQueuedRequests()))
                .withLineWaitMillis(settings.gateway().lineWaitMillis())
                .withMaxColumns(settings.hotTier().maxColumns());
    }

    private static ThreadFactory scanThreads() {
        return CoreShare.lowered(
                Thread.ofPlatform().name("truenow-scan-", 0).daemon().factory());
    }

    private static HotTierSettings hotTierSettings(LaunchSettings settings) {
        CheckpointSettings usual = CheckpointSettings.DEFAULT;
        return new HotTierSettings(
                settings.hotTier().memoryBytes(),
                SegmentLimits.DEFAULT.withRows(settings.hotTier().segmentRows()),
                DedupLimits.DEFAULT.withBytes(
                        settings.hotTier().idMemoryBytes(), settings.hotTier().idFileBytes()),
                new CheckpointSettings(
                        usual.records(), usual.rows(), settings.hotTier().checkpointSeconds()));
    }

    private static @Nullable Long watermark(HotTier hotTier, UUID tableId) {
        OptionalLong micros = hotTier.watermarkMicros(tableId);
        return micros.isPresent() ? micros.getAsLong() : null;
    }

    /** What the roles' controllers ask for, by name. */
    Map<String, Object> beans() {
        return beans;
    }

    /**
     * Whether every fact that the store had at the start is folded in. Before, a key that was revoked could be taken and one that was made
     * refused, and an event for a bound or a paused table taken as if it were neither. Once it is, it stays so: keys and events go on
     * being taken while the store is away.
     */
    private boolean factsKnown() {
        if (!factsKnown) {
            factsKnown = control.catalogCaughtUp();
        }
        return factsKnown;
    }

    /** Who knows whether a credential is valid. */
    Credentials credentials() {
        return credentials;
    }

    /** Signed requests, at any port. */
    SignedRequests signed() {
        return signed;
    }

    /** Who presented wrong keys too often, at any port. */
    GuessLimit guesses() {
        return guesses;
    }

    /** What a role says of itself. */
    RoleStatus status(Role role) {
        return status.of(role);
    }

    /** Notes that every role's port is open. */
    void portsOpen() {
        readiness.portsOpen();
    }

    /** Waits until every partition has applied the end offset that was read at the start. */
    void awaitReady() {
        awaitWarmUp();
        long begin = System.nanoTime();
        long reported = begin;
        while (!source.settled() || !control.catalogCaughtUp()) {
            try {
                Thread.sleep(READY_POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (System.nanoTime() - reported > READY_REPORT.toNanos()) {
                reported = System.nanoTime();
                LOG.warn("Applying the log: {} records to go.", progress.totalLag());
            }
        }
        factsKnown = true;
        if (!source.failures().isEmpty()) {
            LOG.error("The hot tier is not complete: {}", source.failures());
        }
    }

    private void awaitWarmUp() {
        try {
            warmUp.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("The SQL engine does not run its first statement.", e.getCause());
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
