package io.truenow.launcher.settings;

import io.truenow.infra.cache.AnswerCacheSettings;
import io.truenow.infra.cache.RedisAddress;
import io.truenow.infra.embedded.RunState;
import io.truenow.infra.server.LogConnection;
import io.truenow.launcher.role.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Settings of one process, from environment variables and the command line.
 *
 * @param dataDir folder of the data, absolute
 * @param ports port of each role that runs
 * @param access who may reach those ports
 * @param parts servers that somebody else runs
 * @param kafkaPort port of the embedded broker
 * @param kafkaControllerPort port of its controller
 * @param postgresPort port of the embedded PostgreSQL
 * @param hotTierBytes {@code HOT_TIER_MEMORY_GB}: budget of the hot tier
 * @param maxResults {@code QUERY_API_MAX_RESULTS}: most rows of a JSON query's answer
 * @param batchSize {@code GATEWAY_BATCH_SIZE}: most events that waiting requests are gathered to for one append
 * @param statementSeconds {@code TRUENOW_STATEMENT_SECONDS}: longest run of a statement
 * @param checkpointSeconds {@code TRUENOW_CHECKPOINT_SECONDS}: time between checkpoints while events flow
 * @param segmentRows {@code TRUENOW_SEGMENT_ROWS}: events at which a segment seals
 * @param diskFloorBytes {@code TRUENOW_DISK_FLOOR_GB}: free space below which ingest is refused
 * @param pushDown false with {@code TRUENOW_SQL_RULES_OFF=true}: statements are answered without our planner rules, slowly, to compare
 * @param answerCache {@code QUERY_API_CACHE_TTL} or {@code QUERY_CACHE_TTL}, and {@code REDIS_ADDR}: how long and where answers are kept
 * @param logLevel {@code LOG_LEVEL}, or {@code debug} with {@code DEBUG=true}
 */
public record LaunchSettings(
        Path dataDir,
        Map<Role, Integer> ports,
        AccessSettings access,
        ExternalParts parts,
        int kafkaPort,
        int kafkaControllerPort,
        int postgresPort,
        long hotTierBytes,
        int maxResults,
        int batchSize,
        int statementSeconds,
        int checkpointSeconds,
        int segmentRows,
        long diskFloorBytes,
        boolean pushDown,
        AnswerCacheSettings answerCache,
        String logLevel) {

    private static final long DOCUMENTED_MEMORY = 32L << 30;

    /** Copies the ports. */
    public LaunchSettings {
        ports = Map.copyOf(ports);
    }

    /**
     * Reads the settings.
     *
     * @param roles names of the roles to run; empty for all that are built
     * @param machineBytes memory of the machine
     * @throws SettingsException listing everything that is wrong
     */
    public static LaunchSettings read(
            Map<String, String> variables, Path dataDir, int portOffset, List<String> roles, long machineBytes) {
        Environment environment = new Environment(variables);
        Map<Role, Integer> ports = new EnumMap<>(Role.class);
        for (Role role : chosen(environment, roles)) {
            try {
                ports.put(role, role.port(variables, portOffset));
            } catch (IllegalArgumentException e) {
                environment.problem(String.valueOf(e.getMessage()));
            }
        }
        boolean debug = environment.flag("DEBUG");
        String level =
                environment.oneOf("LOG_LEVEL", debug ? "debug" : "info", List.of("debug", "info", "warn", "error"));
        LaunchSettings settings = new LaunchSettings(
                dataDir,
                ports,
                AccessSettings.read(environment),
                ExternalParts.read(environment),
                (int) environment.whole("TRUENOW_KAFKA_PORT", 19_092, 1, 65_535) + portOffset,
                (int) environment.whole("TRUENOW_KAFKA_CONTROLLER_PORT", 19_093, 1, 65_535) + portOffset,
                (int) environment.whole("TRUENOW_POSTGRES_PORT", 15_432, 1, 65_535) + portOffset,
                environment.gibibytes("HOT_TIER_MEMORY_GB", Math.min(DOCUMENTED_MEMORY, machineBytes / 10 * 4)),
                (int) environment.whole("QUERY_API_MAX_RESULTS", 10_000, 1, 10_000_000),
                (int) environment.whole("GATEWAY_BATCH_SIZE", 10_000, 1, 100_000),
                (int) environment.whole("TRUENOW_STATEMENT_SECONDS", 60, 1, 86_400),
                (int) environment.whole("TRUENOW_CHECKPOINT_SECONDS", 30, 1, 86_400),
                (int) environment.whole("TRUENOW_SEGMENT_ROWS", 1 << 20, 1_000, 1 << 24),
                environment.gibibytes("TRUENOW_DISK_FLOOR_GB", 1L << 30),
                !environment.flag("TRUENOW_SQL_RULES_OFF"),
                answerCache(environment),
                level.toUpperCase(Locale.ROOT));
        environment.check();
        return settings;
    }

    /** Where the log answers. */
    public RunState.LogPlace logPlace() {
        LogConnection elsewhere = parts.log();
        Path file = parts.clientProperties();
        return new RunState.LogPlace(
                elsewhere == null ? "127.0.0.1:" + kafkaPort : elsewhere.bootstrapServers(),
                file == null ? null : file.toString());
    }

    private static AnswerCacheSettings answerCache(Environment environment) {
        String ttl = environment.text("QUERY_API_CACHE_TTL") == null ? "QUERY_CACHE_TTL" : "QUERY_API_CACHE_TTL";
        AnswerCacheSettings usual = AnswerCacheSettings.DEFAULT;
        Duration life =
                Duration.ofSeconds(environment.whole(ttl, usual.timeToLive().toSeconds(), 0, 86_400));
        String redis = environment.text("REDIS_ADDR");
        try {
            return usual.with(life, redis == null ? null : RedisAddress.parse(redis));
        } catch (IllegalArgumentException e) {
            environment.problem("REDIS_ADDR " + e.getMessage());
            return usual;
        }
    }

    private static Set<Role> chosen(Environment environment, List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            Role role = Role.named(name.strip()).orElse(null);
            if (role == null) {
                environment.problem("There is no role [" + name + "]; there are "
                        + Role.builtRoles().stream().map(Role::title).toList() + ".");
            } else if (!role.built()) {
                environment.problem("The role [" + name + "] is not built yet.");
            } else {
                roles.add(role);
            }
        }
        if (names.isEmpty()) {
            roles.addAll(Role.builtRoles());
        }
        boolean asks = roles.contains(Role.QUERY) || roles.contains(Role.SQL) || roles.contains(Role.CONSOLE);
        if (asks && !roles.contains(Role.HOT_TIER)) {
            environment.problem(
                    "A process that answers queries needs the role hot-tier too, because scans do not travel between processes yet.");
        }
        return roles;
    }
}
