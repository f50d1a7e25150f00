package io.truenow.launcher.doctor;

import io.truenow.infra.cache.RedisAddress;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.launcher.settings.LaunchSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks of servers that somebody else runs. An embedded one is no concern here. */
final class PartChecks {

    private static final int WAIT_SECONDS = 3;

    private PartChecks() {}

    static List<Finding> all(LaunchSettings settings) {
        List<Finding> findings = new ArrayList<>();
        if (settings.parts().log() != null) {
            for (String broker : settings.parts().log().bootstrapServers().split(",", -1)) {
                int colon = broker.lastIndexOf(':');
                findings.add(accepts(
                        "kafka",
                        broker.substring(0, colon).replaceAll("[\\[\\]]", ""),
                        Integer.parseInt(broker.substring(colon + 1)),
                        Finding.Level.FAIL,
                        "Start it, or mend KAFKA_BROKERS."));
            }
        }
        if (settings.parts().database() != null) {
            findings.add(database(settings.parts().database()));
        }
        RedisAddress redis = settings.query().answerCache().redis();
        if (redis != null) {
            findings.add(accepts(
                    "redis",
                    redis.uri().getHost(),
                    redis.uri().getPort(),
                    Finding.Level.WARN,
                    "Start it, or mend REDIS_ADDR. Without it answers are only slower."));
        }
        return findings;
    }

    /** Whether connections are accepted; nothing is said to the server. */
    static Finding accepts(String what, String host, int port, Finding.Level level, String mend) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), WAIT_SECONDS * 1_000);
            return Finding.ok(what, host + ":" + port + " accepts connections. Its version was not asked.");
        } catch (IOException | IllegalArgumentException e) {
            return new Finding(what, level, host + ":" + port + " does not answer (" + e.getMessage() + ").", mend);
        }
    }

    static Finding database(DatabaseConnection database) {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.login(WAIT_SECONDS, WAIT_SECONDS))) {
            return Finding.ok(
                    "postgresql",
                    database.place() + " lets " + database.user() + " in; version "
                            + connection.getMetaData().getDatabaseProductVersion() + ".");
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            return Finding.fail(
                    "postgresql",
                    database.place() + " does not let " + database.user() + " in (" + reason + ").",
                    "Start it, or mend CONTROL_DB_HOST and the settings beside it.");
        }
    }
}
