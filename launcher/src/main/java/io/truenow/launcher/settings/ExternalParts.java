package io.truenow.launcher.settings;

import io.truenow.infra.cache.RedisAddress;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.LogConnection;
import java.io.IOException;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Servers that somebody else runs. Each is used only where its address is set; otherwise the embedded one runs.
 *
 * @param log {@code KAFKA_BROKERS}, with the security properties of the file {@code KAFKA_CLIENT_PROPERTIES}; null for the embedded broker
 * @param clientProperties that file, absolute; null for none
 * @param replicas {@code KAFKA_REPLICATION_FACTOR}: copies of a log that is made; 0 for a number that follows from the cluster
 * @param database {@code CONTROL_DB_HOST} and the settings beside it; null for the embedded PostgreSQL
 * @param shared {@code TRUENOW_SHARED}: other servers that say so, too, may use the same log and catalogue
 * @param patience {@code TRUENOW_PARTS_WAIT_SECONDS}: longest wait of a start for them
 */
public record ExternalParts(
        @Nullable LogConnection log,
        @Nullable Path clientProperties,
        int replicas,
        @Nullable DatabaseConnection database,
        boolean shared,
        Duration patience) {

    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}");
    private static final List<String> SECURITY = List.of("security.", "sasl.", "ssl.");
    private static final String HOST = "CONTROL_DB_HOST";
    private static final String SEE = "; see [external parts](external-parts.md)";

    static final Setting<String> BROKERS = Setting.unset(
            "KAFKA_BROKERS",
            "kafka.brokers",
            SettingType.text("HOST:PORT, or several with commas between"),
            "Kafka or Redpanda of your own" + SEE);
    static final Setting<String> CLIENT_PROPERTIES = Setting.unset(
            "KAFKA_CLIENT_PROPERTIES",
            "kafka.client_properties",
            SettingType.text("a file"),
            "security properties of its clients" + SEE);
    static final Setting<Integer> REPLICAS = Setting.unset(
            "KAFKA_REPLICATION_FACTOR",
            "kafka.replication_factor",
            SettingType.whole(0, 15, "copies"),
            "copies of a log that is made; 0 or unset for a number that follows from the cluster");
    static final Setting<String> DB_HOST = Setting.unset(
            HOST, "control_plane.database.host", SettingType.text("a host"), "PostgreSQL of your own" + SEE);
    static final Setting<Integer> DB_PORT =
            Setting.port("CONTROL_DB_PORT", "control_plane.database.port", 5_432, "its port");
    static final Setting<String> DB_NAME = Setting.of(
            "CONTROL_DB_NAME", "control_plane.database.name", SettingType.text("a name"), "analytics", "its database");
    static final Setting<String> DB_USER = Setting.of(
            "CONTROL_DB_USER", "control_plane.database.user", SettingType.text("a name"), "truenow", "its user");
    static final Setting<String> DB_PASSWORD = Setting.<String>unset(
                    "CONTROL_DB_PASSWORD",
                    "control_plane.database.password",
                    SettingType.text("a text"),
                    "the password")
            .asSecret();
    static final Setting<String> DB_PASSWORD_FILE = Setting.unset(
            "CONTROL_DB_PASSWORD_FILE",
            "control_plane.database.password_file",
            SettingType.text("a file"),
            "file with the password");
    static final Setting<String> DB_SSLMODE = Setting.of(
            "CONTROL_DB_SSLMODE",
            "control_plane.database.sslmode",
            SettingType.oneOf(List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full")),
            "prefer",
            "how the connection is encrypted");
    static final Setting<Boolean> SHARED = Setting.of(
            "TRUENOW_SHARED",
            "shared",
            SettingType.flag(),
            "false",
            "several servers use this log and this catalogue, each started so; see [external parts](external-parts.md)");
    static final Setting<Integer> PATIENCE = Setting.of(
            "TRUENOW_PARTS_WAIT_SECONDS",
            "parts_wait_seconds",
            SettingType.seconds(1, 3_600),
            "60",
            "longest wait of a start for them");
    static final Setting<RedisAddress> REDIS = Setting.<RedisAddress>unset(
                    "REDIS_ADDR",
                    "redis.address",
                    new SettingType<>("host:port, redis://… or rediss://…", RedisAddress::parse),
                    "Redis server through which processes on one log share answers and rate limits; without it each process has its own."
                            + " It may be away or slow at any time")
            .asSecret();

    private static final List<Setting<?>> BESIDE_HOST =
            List.of(DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, DB_PASSWORD_FILE, DB_SSLMODE);

    static final SettingGroup GROUP = new SettingGroup(
            "servers of your own",
            List.of(
                    BROKERS,
                    CLIENT_PROPERTIES,
                    REPLICAS,
                    DB_HOST,
                    DB_PORT,
                    DB_NAME,
                    DB_USER,
                    DB_PASSWORD,
                    DB_PASSWORD_FILE,
                    DB_SSLMODE,
                    SHARED,
                    PATIENCE,
                    REDIS));

    /** Everything is embedded. */
    public static final ExternalParts NONE = new ExternalParts(null, null, 0, null, false, Duration.ofSeconds(60));

    static ExternalParts read(SettingValues values) {
        Duration patience = Duration.ofSeconds(values.get(PATIENCE));
        int replicas = values.find(REPLICAS).orElse(0);
        Path file = file(values, CLIENT_PROPERTIES);
        LogConnection log = log(values, file);
        DatabaseConnection database = database(values);
        boolean shared = values.get(SHARED);
        if (shared && (log == null || database == null)) {
            values.problem(
                    "TRUENOW_SHARED=true needs a log and a catalogue that several servers can use: set KAFKA_BROKERS and "
                            + HOST + ", too.");
        }
        return new ExternalParts(log, file, replicas, database, shared, patience);
    }

    private static @Nullable Path file(SettingValues values, Setting<String> row) {
        String text = values.find(row).orElse(null);
        return text == null ? null : Path.of(text).toAbsolutePath().normalize();
    }

    private static @Nullable LogConnection log(SettingValues values, @Nullable Path file) {
        String brokers = values.find(BROKERS).orElse(null);
        if (brokers == null) {
            for (Setting<?> beside : List.of(CLIENT_PROPERTIES, REPLICAS)) {
                if (values.isSet(beside)) {
                    values.problem(
                            beside.variable() + " has no effect without KAFKA_BROKERS; set that, too, or neither.");
                }
            }
            return null;
        }
        for (String broker : brokers.split(",", -1)) {
            if (!ADDRESS.matcher(broker.strip()).matches()) {
                values.problem("KAFKA_BROKERS is to be a list of HOST:PORT with commas between; [" + broker.strip()
                        + "] is none.");
            }
        }
        return new LogConnection(brokers.replace(" ", ""), file == null ? Map.of() : security(values, file));
    }

    /** What the values are is never said: they may be secrets. */
    private static Map<String, String> security(SettingValues values, Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            values.problem("KAFKA_CLIENT_PROPERTIES names the file [" + file + "], which cannot be read.");
        }
        Map<String, String> security = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (SECURITY.stream().noneMatch(name::startsWith)) {
                values.problem("KAFKA_CLIENT_PROPERTIES may hold properties that begin with security., sasl. or ssl.; ["
                        + name + "] is none.");
            }
            security.put(name, properties.getProperty(name));
        }
        return security;
    }

    private static @Nullable DatabaseConnection database(SettingValues values) {
        String host = values.find(DB_HOST).orElse(null);
        if (host == null) {
            for (Setting<?> beside : BESIDE_HOST) {
                if (values.isSet(beside)) {
                    values.problem(
                            beside.variable() + " has no effect without " + HOST + "; set that, too, or neither.");
                }
            }
            return null;
        }
        long port = values.get(DB_PORT);
        String name = values.get(DB_NAME);
        String user = values.get(DB_USER);
        String mode = values.get(DB_SSLMODE);
        if (!ADDRESS.matcher(host + ":" + port).matches()) {
            values.problem(HOST + " is to be the name or address of a host, not [" + host + "].");
        }
        String url = "jdbc:postgresql://" + host + ":" + port + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "?sslmode=" + mode;
        return new DatabaseConnection(url, user, password(values));
    }

    private static String password(SettingValues values) {
        String text = values.find(DB_PASSWORD).orElse(null);
        Path file = file(values, DB_PASSWORD_FILE);
        if (file == null) {
            return text == null ? "" : text;
        }
        if (text != null) {
            values.problem("CONTROL_DB_PASSWORD and CONTROL_DB_PASSWORD_FILE are both set; set one of them.");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            values.problem("CONTROL_DB_PASSWORD_FILE names the file [" + file + "], which cannot be read.");
            return "";
        }
    }
}
