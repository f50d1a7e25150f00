package io.truenow.launcher.assembly;

import io.truenow.admin.ConsoleConfiguration;
import io.truenow.admin.jdbc.JdbcSqlDoors;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Endpoints;
import io.truenow.command.access.AccessWebConfiguration;
import io.truenow.command.catalog.ControlPlaneWebConfiguration;
import io.truenow.command.config.ConfigurationWebConfiguration;
import io.truenow.command.control.ControlWebConfiguration;
import io.truenow.command.idempotency.IdempotencyWebConfiguration;
import io.truenow.command.ingest.GatewayConfiguration;
import io.truenow.command.ingest.arrow.ArrowConfiguration;
import io.truenow.command.ingest.line.LineProtocolConfiguration;
import io.truenow.command.rates.RateLimitWebConfiguration;
import io.truenow.command.schema.SchemaWebConfiguration;
import io.truenow.command.stream.StreamWebConfiguration;
import io.truenow.command.tenant.TenantWebConfiguration;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.access.AccessGuard;
import io.truenow.infra.access.Callers;
import io.truenow.infra.access.LocalSecret;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.DataFolderLock;
import io.truenow.infra.embedded.DiskFloor;
import io.truenow.infra.embedded.QuietLoggers;
import io.truenow.infra.embedded.RunState;
import io.truenow.infra.embedded.ServerWatch;
import io.truenow.infra.jwt.JwtKeys;
import io.truenow.infra.threads.CoreShare;
import io.truenow.launcher.role.PortTakenException;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.role.RoleServer;
import io.truenow.launcher.settings.JwtOptions;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.launcher.settings.ProductVersion;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.http.QueryWebConfiguration;
import io.truenow.sql.server.AvaticaWebConfiguration;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The server of one process. {@link #start(LaunchSettings, MicroClock)} takes the data folder, starts broker and database, then what all roles share
 * ({@link Engine}), then each role's port, and returns when the hot tier has caught up with the log. {@link #close()} ends all of it in
 * the reverse order. Not thread-safe, but {@link #close()} may come from a shutdown hook.
 */
public final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** How often log and database are looked at, to bring back one that died and to notice one that is away. */
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    /** So that requests about the role itself, and refusals of one statement too many, are answered. */
    private static final int THREADS_BESIDE_STATEMENTS = 64;

    /** What is read by who watches a server, which holds no key, even where credentials are demanded. */
    private static final Set<String> STRANGERS = Set.of("/health", "/health/live", "/health/ready", "/metrics");

    private final ClosingStack parts = new ClosingStack();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean closing;
    private volatile @Nullable String endedBecause;

    /**
     * Starts everything.
     *
     * @throws RuntimeException with a sentence for the person; then nothing is left running
     */
    public void start(LaunchSettings settings, MicroClock clock) {
        try {
            startParts(settings, clock);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startParts(LaunchSettings settings, MicroClock clock) {
        long startedMicros = clock.nowMicros();
        long startedNanos = System.nanoTime();
        DataFolder folder = new DataFolder(settings.dataDir()).create();
        parts.add("Lock of the data folder", DataFolderLock.acquire(folder));
        requireAddress(settings.access().bindAddress());
        settings.ports().forEach((role, port) -> requireFree(settings.access().bindAddress(), role, port));
        JwtKeys jwtKeys = jwtKeys(settings.jwt());
        requireRoom(settings, folder);
        ConfigurableApplicationContext shared = sharedContext(settings, folder);
        settings.notes().forEach(note -> LOG.warn("{}", note));
        if (settings.access().open()) {
            LOG.warn(
                    "Open to other machines: everyone who reaches a port of this server may read and write everything.");
        }
        parts.add("Shared context", shared::close);

        Map<String, Integer> ports = new LinkedHashMap<>();
        settings.ports().forEach((role, port) -> ports.put(role.title(), port));
        LocalSecret secret = localSecret(settings, folder);
        RunState.ofThisProcess(ProductVersion.text(), startedMicros, ports, settings.logPlace())
                .write(folder);
        parts.add("State file", () -> RunState.remove(folder));

        Servers servers = parts.add("Log and database", Servers.start(settings, folder, this::end));
        parts.add(
                "Watch over log and database",
                new ServerWatch(WATCH_INTERVAL, servers.log()::look, servers.database()::look));
        Engine engine = parts.add("Engine", Engine.start(settings, folder, servers, jwtKeys, clock, startedNanos));
        Callers callers = secret == null
                ? Callers.open(engine.credentials(), engine.guesses(), engine.signed())
                : Callers.demanding(engine.credentials(), engine.guesses(), engine.signed(), secret);
        shareWith(shared.getBeanFactory(), engine, callers, settings, clock);
        openPorts(shared, engine, callers, settings, startedNanos);
        engine.portsOpen();
        engine.awaitReady();
        LOG.info("Ready after {} ms.", (System.nanoTime() - startedNanos) / 1_000_000);
    }

    /** A new secret for the commands of this machine; null where no credential is demanded. A killed server left its own behind. */
    private @Nullable LocalSecret localSecret(LaunchSettings settings, DataFolder folder) {
        LocalSecret.remove(folder.localSecretFile());
        if (!settings.access().demanded()) {
            return null;
        }
        LocalSecret secret = LocalSecret.make(folder.localSecretFile(), new SecureRandom()::nextBytes);
        parts.add("Local secret", () -> LocalSecret.remove(folder.localSecretFile()));
        return secret;
    }

    private static void requireAddress(String bindAddress) {
        try {
            InetAddress address = InetAddress.ofLiteral(bindAddress);
            if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
                throw new TrueNowException(
                        ErrorCode.INVALID_VALUE, "TRUENOW_BIND=[" + bindAddress + "] is no address of this machine.");
            }
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null where no JWT is taken. */
    private static @Nullable JwtKeys jwtKeys(JwtOptions options) {
        if (options.keys() == null) {
            return null;
        }
        try {
            return JwtKeys.open(options.keys(), System::nanoTime, read -> Thread.ofVirtual()
                    .name("jwt-keys")
                    .start(read));
        } catch (IllegalArgumentException e) {
            throw new TrueNowException(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Says within milliseconds what would otherwise end the start after broker and database are up. */
    private static void requireFree(String bindAddress, Role role, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(bindAddress, port));
        } catch (IOException e) {
            throw new PortTakenException(role, port);
        }
    }

    /** Broker and database write at their start; on a full disk they would end it with less to say. */
    private static void requireRoom(LaunchSettings settings, DataFolder folder) {
        DiskFloor floor = new DiskFloor(folder.root(), settings.process().diskFloorBytes());
        if (floor.isBelowReserve()) {
            throw new TrueNowException(
                    ErrorCode.STORAGE_FULL,
                    "The disk of [" + folder.root() + "] has [" + floor.usableBytes() + "] bytes left; a start needs ["
                            + floor.reserveBytes() + "]. Free some space and start again.");
        }
    }

    /** The context that comes first, because it sets up the logs. */
    private static ConfigurableApplicationContext sharedContext(LaunchSettings settings, DataFolder folder) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("truenow.logs", folder.logs().toString());
        properties.put("truenow.log-level", settings.process().logLevel());
        properties.put("spring.jmx.enabled", false);
        properties.put("spring.application.name", "truenow");
        QuietLoggers.LEVELS.forEach((logger, level) -> properties.put("logging.level." + logger, level));
        return new SpringApplicationBuilder(SharedConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties)
                .run();
    }

    /** Puts into the shared context what the roles' controllers ask for. */
    private static void shareWith(
            ConfigurableListableBeanFactory beans,
            Engine engine,
            Callers callers,
            LaunchSettings settings,
            MicroClock clock) {
        beans.registerSingleton("clock", clock);
        engine.beans().forEach(beans::registerSingleton);
        ConsoleSettings console = ConsoleSettings.defaults()
                .withMaxDownloadRows(settings.console().downloadRows());
        beans.registerSingleton("consoleSettings", console);
        beans.registerSingleton("endpoints", endpoints(settings));
        beans.registerSingleton("consoleAccess", new ConsoleLoginAccess(callers));
        if (settings.ports().containsKey(Role.SQL)) {
            String url = "jdbc:avatica:remote:url=http://" + settings.access().localHost() + ":"
                    + settings.ports().get(Role.SQL) + ";serialization=protobuf";
            beans.registerSingleton("sqlDoors", new JdbcSqlDoors(url, console));
        }
    }

    private static Endpoints endpoints(LaunchSettings settings) {
        Map<Role, Integer> ports = settings.ports();
        return new Endpoints(
                ports.getOrDefault(Role.GATEWAY, 8088),
                ports.getOrDefault(Role.QUERY, 8081),
                ports.getOrDefault(Role.SQL, 8765));
    }

    private void openPorts(
            ConfigurableApplicationContext shared,
            Engine engine,
            Callers callers,
            LaunchSettings settings,
            long startedNanos) {
        RoleServer roles = new RoleServer(
                shared,
                settings.access().bindAddress(),
                ProductVersion.text(),
                "truenow-" + ProcessHandle.current().pid(),
                () -> (System.nanoTime() - startedNanos) / 1_000_000_000L);
        // The gateway comes last: events that flow in would slow the rest of the start.
        List<Role> order = new ArrayList<>(Role.builtRoles());
        order.remove(Role.GATEWAY);
        order.add(Role.GATEWAY);
        for (Role role : order) {
            Integer port = settings.ports().get(role);
            if (port != null) {
                ConfigurableApplicationContext context = roles.start(
                        engine.status(role),
                        port,
                        routes(role),
                        properties(role, settings),
                        entry(role, settings, callers));
                parts.add("Role " + role.title(), context::close);
            }
        }
    }

    private static List<Class<?>> routes(Role role) {
        return switch (role) {
            case GATEWAY ->
                List.of(GatewayConfiguration.class, LineProtocolConfiguration.class, ArrowConfiguration.class);
            case QUERY -> List.of(QueryWebConfiguration.class);
            case SQL -> List.of(AvaticaWebConfiguration.class);
            case CONSOLE ->
                List.of(
                        ConsoleConfiguration.class,
                        ReadinessConfiguration.class,
                        AccessWebConfiguration.class,
                        SchemaWebConfiguration.class,
                        StreamWebConfiguration.class,
                        TenantWebConfiguration.class,
                        ConfigurationWebConfiguration.class,
                        RateLimitWebConfiguration.class,
                        ControlWebConfiguration.class,
                        IdempotencyWebConfiguration.class);
            case CONTROL_PLANE -> List.of(ControlPlaneWebConfiguration.class, IdempotencyWebConfiguration.class);
            case HOT_TIER -> List.of(HotTierWebConfiguration.class);
            default -> List.of();
        };
    }

    private static Map<String, Object> properties(Role role, LaunchSettings settings) {
        return switch (role) {
            case CONSOLE -> ConsoleConfiguration.properties();
            case GATEWAY -> settings.gateway().webProperties();
            case QUERY ->
                computing(settings.query().webProperties(), settings.query().maxTails());
            case SQL -> computing(Map.of(), 0);
            default -> Map.of();
        };
    }

    /**
     * A statement computes in the thread of its request. Virtual threads share as many threads as there are cores and give none back
     * while they compute, so that a few statements would stop every port of the process; the system's threads are taken off their core.
     */
    private static Map<String, Object> computing(Map<String, Object> more, int streams) {
        Map<String, Object> properties = new LinkedHashMap<>(more);
        properties.put("spring.threads.virtual.enabled", false);
        properties.put(
                "server.tomcat.threads.max", SqlSettings.DEFAULT.maxStatements() + streams + THREADS_BESIDE_STATEMENTS);
        properties.put("server.tomcat.threads.min-spare", 2);
        return properties;
    }

    /** What stands in front of a role's routes; a thread that computes statements steps back behind those that take events. */
    private static Filter entry(Role role, LaunchSettings settings, Callers callers) {
        AccessGuard guard = guard(role, settings, callers);
        return role != Role.QUERY && role != Role.SQL
                ? guard
                : (request, response, chain) -> {
                    CoreShare.lower();
                    guard.doFilter(request, response, chain);
                };
    }

    /** Documented reads are open to any page; the console and all writes are not (ruling 48). */
    private static AccessGuard guard(Role role, LaunchSettings settings, Callers callers) {
        List<String> openReads =
                switch (role) {
                    case CONSOLE -> List.of("/health/live", "/health/ready", "/metrics");
                    case QUERY -> List.of("/health", "/status", "/metrics", "/v1/stats");
                    case HOT_TIER -> List.of("/health", "/status", "/metrics", "/stats");
                    default -> List.of("/health", "/status", "/metrics");
                };
        AccessGuard.Doors doors = role == Role.CONSOLE
                ? new AccessGuard.Doors(openReads, STRANGERS, Server::isScreen)
                : AccessGuard.Doors.of(openReads, STRANGERS);
        return new AccessGuard(doors, settings.access().allowedHosts(), callers);
    }

    /** What the console's own login stands before; the routes beside it take a credential in a header. */
    private static boolean isScreen(String path) {
        return !path.startsWith("/api/")
                && !path.equals("/api")
                && !path.equals("/status")
                && !STRANGERS.contains(path);
    }

    /** Ends the server for a reason; what is told may be told on a thread that the end waits for. */
    private void end(String reason) {
        LOG.error("The server ends: {}", reason);
        endedBecause = reason;
        Thread.ofPlatform().name("truenow-end").start(this::close);
    }

    /** Why the server ended by itself; null if it was told to. */
    public @Nullable String endedBecause() {
        return endedBecause;
    }

    /** Returns when the server has been closed. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        parts.close();
        closed.countDown();
    }
}
