package io.truenow.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.command.limit.LimitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingSourcesTest {

    private static final Machine MACHINE = new Machine(20L << 30);

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void nameTheFolders() {
        flags.put("--data-dir", folder.resolve("data").toString());
        flags.put("--config", folder.toString());
    }

    @Test
    void theDocumentedFilesTakeTheDocumentedKeys() throws IOException {
        file("gateway.yaml", """
                port: 7001
                rate_limit:
                  global: 1000000
                  per_tenant: 100000
                batch:
                  max_size: 500
                  timeout_ms: 50
                """);
        file("hot-tier.yaml", """
                port: 7002
                storage:
                  memory_gb: 2
                  retention_hours: 24
                  compaction_interval: 300s
                aggregation:
                  window_size: 60s
                  dimensions_limit: 20
                """);

        LaunchSettings settings = read();

        assertThat(settings.ports()).containsValues(7001, 7002);
        assertThat(settings.gateway())
                .isEqualTo(new GatewayOptions(
                        500,
                        50,
                        10_000,
                        20_000,
                        1_000,
                        20,
                        new LimitSettings(1_000_000, 100_000, 0, 1, LimitSettings.USUAL_BUCKETS),
                        GatewayOptions.LimitSharing.USUAL));
        assertThat(settings.hotTier().memoryBytes()).isEqualTo(2L << 30);
        assertThat(settings.hotTier().maxColumns()).isEqualTo(20);
        assertThat(settings.notes())
                .as("what is set without effect is said")
                .hasSize(3)
                .anyMatch(note -> note.contains("hot-tier.yaml:4") && note.contains("cold tier"));
    }

    @Test
    void aFlagWinsOverAVariableThatOverAFileThatOverTheDefault() throws IOException {
        file("truenow.yaml", "");
        assertThat(read().embedded().postgresPort()).isEqualTo(15_432);

        file("truenow.yaml", "port_offset: 1\ngateway:\n  batch: {max_size: 2, timeout_ms: 3}\n");
        assertThat(read().embedded().postgresPort()).isEqualTo(15_433);
        assertThat(read().gateway())
                .isEqualTo(new GatewayOptions(
                        2, 3, 10_000, 20_000, 1_000, 20, LimitSettings.OFF, GatewayOptions.LimitSharing.USUAL));

        file("gateway.yaml", "batch:\n  max_size: 20\n");
        assertThat(read().gateway())
                .as("the role's own file is nearer")
                .isEqualTo(new GatewayOptions(
                        20, 3, 10_000, 20_000, 1_000, 20, LimitSettings.OFF, GatewayOptions.LimitSharing.USUAL));

        environment.put("TRUENOW_PORT_OFFSET", "10");
        environment.put("GATEWAY_BATCH_SIZE", "200");
        assertThat(read().embedded().postgresPort()).isEqualTo(15_442);
        assertThat(read().gateway())
                .isEqualTo(new GatewayOptions(
                        200, 3, 10_000, 20_000, 1_000, 20, LimitSettings.OFF, GatewayOptions.LimitSharing.USUAL));

        flags.put("--port-offset", "100");
        assertThat(read().embedded().postgresPort()).isEqualTo(15_532);
    }

    @Test
    void allThatIsWrongInAllSourcesIsListedAtOnce() throws IOException {
        file("truenow.yaml", "gateway:\n  prot: 7001\n\nsql:\n  statement_seconds: soon\nquery_api: 3\n");
        file("hot-tier.yaml", "storage: {memory_gb: 1}\nstorage: {memory_gb: 2}\n");
        environment.put("QUERY_API_MAX_RESULTS", "0");
        environment.put("KAFKA_BROKERS", "nowhere");
        flags.put("--port-offset", "70000");

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("truenow.yaml:2: there is no key [gateway.prot]; the nearest is [gateway.port].")
                .hasMessageContaining("truenow.yaml:5: sql.statement_seconds is to be")
                .hasMessageContaining("truenow.yaml:6: there is no key [query_api]")
                .hasMessageContaining("hot-tier.yaml:2: the key [hot_tier.storage.memory_gb] stands there twice.")
                .hasMessageContaining(
                        "QUERY_API_MAX_RESULTS is to be a whole number of rows from 1 to 10000000, not [0]")
                .hasMessageContaining("KAFKA_BROKERS is to be a list of HOST:PORT")
                .hasMessageContaining("--port-offset is to be");
    }

    @Test
    void aFileThatIsNoYamlNamesItsLine() throws IOException {
        file("truenow.yaml", "log:\n  level: [info\n");
        assertThatThrownBy(this::read).hasMessageContaining("truenow.yaml:").hasMessageContaining("no YAML");

        file("truenow.yaml", "just words");
        assertThatThrownBy(this::read).hasMessageContaining("truenow.yaml:1: the file is to hold keys and values.");

        file("truenow.yaml", "# nothing\n");
        assertThat(read().process().logLevel()).isEqualTo("INFO");
    }

    @Test
    void aNamedFolderWithoutFilesIsWrong() {
        assertThatThrownBy(this::read).hasMessageContaining("has none of the files");
    }

    @Test
    void filesAreFoundInTheDataFolderIfNoneIsNamed() throws IOException {
        flags.remove("--config");
        Files.createDirectories(folder.resolve("data"));
        file("data/truenow.yaml", "log: {level: warn}");

        assertThat(read().process().logLevel()).isEqualTo("WARN");
    }

    @Test
    void aVariableThatIsOursAndUnknownIsNamedWithTheNearest() throws IOException {
        file("truenow.yaml", "");
        environment.put("GATEWAY_BATHC_SIZE", "5");
        environment.put("TRUENOW_PORT_OFSET", "5");
        environment.put("PATH", "/bin");
        environment.put("WATERMARK_PORT", "9999");
        environment.put("HOT_TIER_COMPACTION_INTERVAL", "300s");

        assertThat(read().notes())
                .containsExactlyInAnyOrder(
                        "There is no setting [GATEWAY_BATHC_SIZE]; the nearest is [GATEWAY_BATCH_SIZE].",
                        "There is no setting [TRUENOW_PORT_OFSET]; the nearest is [TRUENOW_PORT_OFFSET].",
                        "WATERMARK_PORT is set and has no effect: its role is not built.",
                        "HOT_TIER_COMPACTION_INTERVAL is set and has no effect yet: sealed segments are not compacted yet.");
    }

    @Test
    void twoRolesOnOnePortAreWrong() throws IOException {
        file("truenow.yaml", "");
        environment.put("HTTP_PORT", "8088");

        assertThatThrownBy(this::read).hasMessageContaining("GATEWAY_PORT and QUERY_API_PORT are the same port [8088]");
    }

    @Test
    void aSecretIsNeverShown() throws IOException {
        file("truenow.yaml", "");
        environment.put("TTDUST_PG_PASSWORD", "hunter2");

        SettingValues values = new SettingSources(flags, environment, true).resolve(MACHINE);

        assertThat(values.all())
                .filteredOn(value -> value.setting().variable().equals("TTDUST_PG_PASSWORD"))
                .extracting(SettingValues.Value::shown)
                .containsExactly("***");
    }

    private LaunchSettings read() {
        return LaunchSettings.read(new SettingSources(flags, environment, true), List.of(), MACHINE);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
