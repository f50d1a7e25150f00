package io.truenow.launcher.settings;

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
 * @param patience {@code TRUENOW_PARTS_WAIT_SECONDS}: longest wait of a start for them
 */
public record ExternalParts(
        @Nullable LogConnection log,
        @Nullable Path clientProperties,
        int replicas,
        @Nullable DatabaseConnection database,
        Duration patience) {

    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}");
    private static final List<String> SECURITY = List.of("security.", "sasl.", "ssl.");
    private static final String HOST = "CONTROL_DB_HOST";
    private static final List<String> BESIDE_HOST = List.of(
            "CONTROL_DB_PORT",
            "CONTROL_DB_NAME",
            "CONTROL_DB_USER",
            "CONTROL_DB_PASSWORD",
            "CONTROL_DB_PASSWORD_FILE",
            "CONTROL_DB_SSLMODE");

    /** Everything is embedded. */
    public static final ExternalParts NONE = new ExternalParts(null, null, 0, null, Duration.ofSeconds(60));

    static ExternalParts read(Environment environment) {
        Duration patience = Duration.ofSeconds(environment.whole("TRUENOW_PARTS_WAIT_SECONDS", 60, 1, 3_600));
        int replicas = (int) environment.whole("KAFKA_REPLICATION_FACTOR", 0, 0, 15);
        Path file = file(environment, "KAFKA_CLIENT_PROPERTIES");
        return new ExternalParts(log(environment, file), file, replicas, database(environment), patience);
    }

    private static @Nullable Path file(Environment environment, String name) {
        String text = environment.text(name);
        return text == null ? null : Path.of(text).toAbsolutePath().normalize();
    }

    private static @Nullable LogConnection log(Environment environment, @Nullable Path file) {
        String brokers = environment.text("KAFKA_BROKERS");
        if (brokers == null) {
            for (String beside : List.of("KAFKA_CLIENT_PROPERTIES", "KAFKA_REPLICATION_FACTOR")) {
                if (environment.text(beside) != null) {
                    environment.problem(beside + " has no effect without KAFKA_BROKERS; set that, too, or neither.");
                }
            }
            return null;
        }
        for (String broker : brokers.split(",", -1)) {
            if (!ADDRESS.matcher(broker.strip()).matches()) {
                environment.problem("KAFKA_BROKERS is to be a list of HOST:PORT with commas between; [" + broker.strip()
                        + "] is none.");
            }
        }
        return new LogConnection(brokers.replace(" ", ""), file == null ? Map.of() : security(environment, file));
    }

    /** What the values are is never said: they may be secrets. */
    private static Map<String, String> security(Environment environment, Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            environment.problem("KAFKA_CLIENT_PROPERTIES names the file [" + file + "], which cannot be read.");
        }
        Map<String, String> security = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (SECURITY.stream().noneMatch(name::startsWith)) {
                environment.problem(
                        "KAFKA_CLIENT_PROPERTIES may hold properties that begin with security., sasl. or ssl.; [" + name
                                + "] is none.");
            }
            security.put(name, properties.getProperty(name));
        }
        return security;
    }

    private static @Nullable DatabaseConnection database(Environment environment) {
        String host = environment.text(HOST);
        if (host == null) {
            for (String beside : BESIDE_HOST) {
                if (environment.text(beside) != null) {
                    environment.problem(beside + " has no effect without " + HOST + "; set that, too, or neither.");
                }
            }
            return null;
        }
        long port = environment.whole("CONTROL_DB_PORT", 5_432, 1, 65_535);
        String name = environment.text("CONTROL_DB_NAME");
        String user = environment.text("CONTROL_DB_USER");
        String mode = environment.oneOf(
                "CONTROL_DB_SSLMODE",
                "prefer",
                List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"));
        if (!ADDRESS.matcher(host + ":" + port).matches()) {
            environment.problem(HOST + " is to be the name or address of a host, not [" + host + "].");
        }
        String url = "jdbc:postgresql://" + host + ":" + port + "/"
                + URLEncoder.encode(name == null ? "analytics" : name, StandardCharsets.UTF_8) + "?sslmode=" + mode;
        return new DatabaseConnection(url, user == null ? "truenow" : user, password(environment));
    }

    private static String password(Environment environment) {
        String text = environment.text("CONTROL_DB_PASSWORD");
        Path file = file(environment, "CONTROL_DB_PASSWORD_FILE");
        if (file == null) {
            return text == null ? "" : text;
        }
        if (text != null) {
            environment.problem("CONTROL_DB_PASSWORD and CONTROL_DB_PASSWORD_FILE are both set; set one of them.");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            environment.problem("CONTROL_DB_PASSWORD_FILE names the file [" + file + "], which cannot be read.");
            return "";
        }
    }
}
