package io.truenow.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.infra.embedded.RunState;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.LogConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalPartsTest {

    @TempDir
    Path folder;

    private static LaunchSettings read(Map<String, String> variables) {
        return LaunchSettings.read(
                SettingSources.bare(Path.of("data"), 0).withEnvironment(variables), List.of(), new Machine(1L << 34));
    }

    @Test
    void withoutAddressesEverythingIsEmbedded() {
        assertThat(read(Map.of()).parts()).isEqualTo(ExternalParts.NONE);
        assertThat(read(Map.of()).logPlace()).isEqualTo(new RunState.LogPlace("127.0.0.1:19092", null));
    }

    @Test
    void addressesBringTheDocumentedDefaults() {
        ExternalParts parts = read(Map.of("KAFKA_BROKERS", "a:9092, b:9092", "CONTROL_DB_HOST", "db"))
                .parts();

        assertThat(parts.log()).isEqualTo(LogConnection.plain("a:9092,b:9092"));
        assertThat(parts.replicas()).isZero();
        assertThat(parts.database())
                .isEqualTo(new DatabaseConnection("jdbc:postgresql://db:5432/analytics?sslmode=prefer", "truenow", ""));
    }

    @Test
    void everyVariableHasItsEffect() throws IOException {
        Path properties = folder.resolve("client.properties");
        Files.writeString(
                properties, "security.protocol=SASL_SSL\nsasl.jaas.config=a-secret\nssl.truststore.type=PEM\n");
        Path password = Files.writeString(folder.resolve("password"), "another-secret\n");
        LaunchSettings settings = read(Map.ofEntries(
                Map.entry("KAFKA_BROKERS", "[::1]:9093"),
                Map.entry("KAFKA_CLIENT_PROPERTIES", properties.toString()),
                Map.entry("KAFKA_REPLICATION_FACTOR", "5"),
                Map.entry("CONTROL_DB_HOST", "db.example"),
                Map.entry("TRUENOW_SHARED", "true"),
                Map.entry("CONTROL_DB_PORT", "6432"),
                Map.entry("CONTROL_DB_NAME", "my data"),
                Map.entry("CONTROL_DB_USER", "me"),
                Map.entry("CONTROL_DB_PASSWORD_FILE", password.toString()),
                Map.entry("CONTROL_DB_SSLMODE", "verify-full"),
                Map.entry("TRUENOW_PARTS_WAIT_SECONDS", "7")));

        LogConnection log = settings.parts().log();
        assertThat(log).isNotNull();
        assertThat(log.security())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "a-secret");
        assertThat(settings.parts().replicas()).isEqualTo(5);
        assertThat(settings.parts().shared()).isTrue();
        assertThat(settings.parts().patience()).isEqualTo(Duration.ofSeconds(7));
        DatabaseConnection database = settings.parts().database();
        assertThat(database)
                .isEqualTo(new DatabaseConnection(
                        "jdbc:postgresql://db.example:6432/my+data?sslmode=verify-full", "me", "another-secret"));
        assertThat(settings.toString()).doesNotContain("a-secret").doesNotContain("another-secret");
        assertThat(settings.logPlace()).isEqualTo(new RunState.LogPlace("[::1]:9093", properties.toString()));
    }

    @Test
    void allThatIsWrongIsSaidTogetherAndNoSecretWithIt() throws IOException {
        Path properties = folder.resolve("client.properties");
        Files.writeString(properties, "acks=0\nsasl.jaas.config=a-secret\n");
        Map<String, String> wrong = Map.of(
                "KAFKA_BROKERS", "a:9092,nothing",
                "KAFKA_CLIENT_PROPERTIES", properties.toString(),
                "CONTROL_DB_HOST", "d b",
                "CONTROL_DB_SSLMODE", "maybe",
                "CONTROL_DB_PASSWORD", "a-secret",
                "CONTROL_DB_PASSWORD_FILE", folder.resolve("none").toString());

        assertThatThrownBy(() -> read(wrong))
                .hasMessageContaining("[nothing]")
                .hasMessageContaining("[acks]")
                .hasMessageContaining("[d b]")
                .hasMessageContaining("CONTROL_DB_SSLMODE")
                .hasMessageContaining("both set")
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void whatStandsBesideAnAddressThatIsNotSetIsNotIgnoredInSilence() {
        assertThatThrownBy(() -> read(Map.of("CONTROL_DB_NAME", "x", "KAFKA_CLIENT_PROPERTIES", "/x")))
                .hasMessageContaining("CONTROL_DB_NAME has no effect without CONTROL_DB_HOST")
                .hasMessageContaining("KAFKA_CLIENT_PROPERTIES has no effect without KAFKA_BROKERS");
        assertThatThrownBy(() -> read(Map.of("TRUENOW_SHARED", "true", "KAFKA_BROKERS", "a:9092")))
                .hasMessageContaining("TRUENOW_SHARED=true needs")
                .hasMessageContaining("CONTROL_DB_HOST");
    }
}
