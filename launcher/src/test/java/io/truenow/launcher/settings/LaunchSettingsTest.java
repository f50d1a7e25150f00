package io.truenow.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.command.limit.LimitSettings;
import io.truenow.infra.cache.AnswerCacheSettings;
import io.truenow.launcher.role.Role;
import io.truenow.sql.http.PageSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchSettingsTest {

    private static final Machine MACHINE = new Machine(20L << 30);

    @Test
    void defaultsAreTheDocumentedPortsAndABoundedBudget() {
        LaunchSettings settings = read(Map.of(), 0);

        assertThat(settings.ports())
                .containsEntry(Role.GATEWAY, 8088)
                .containsEntry(Role.QUERY, 8081)
                .containsEntry(Role.HOT_TIER, 9090)
                .doesNotContainKey(Role.WATERMARK);
        assertThat(settings.hotTier().memoryBytes()).isEqualTo(8L << 30);
        assertThat(settings.query().maxResults()).isEqualTo(10_000);
        assertThat(settings.query().webProperties().values()).containsExactlyInAnyOrder("30s", "60s");
        assertThat(settings.query().answerCache()).isEqualTo(AnswerCacheSettings.DEFAULT);
        assertThat(settings.gateway())
                .isEqualTo(new GatewayOptions(
                        1_000, 100, 10_000, 20_000, 1_000, 20, LimitSettings.OFF, GatewayOptions.LimitSharing.USUAL));
        assertThat(settings.gateway().webProperties().values()).containsExactly("20s");
        assertThat(settings.notes()).isEmpty();
        assertThat(settings.process().logLevel()).isEqualTo("INFO");
    }

    @Test
    void everyVariableHasItsEffect() {
        LaunchSettings settings = read(
                Map.ofEntries(
                        Map.entry("GATEWAY_PORT", "7001"),
                        Map.entry("QUERY_API_PORT", "7002"),
                        Map.entry("SQL_PORT", "7003"),
                        Map.entry("CONSOLE_PORT", "7004"),
                        Map.entry("CONTROL_HTTP_PORT", "7005"),
                        Map.entry("HOT_TIER_PORT", "7006"),
                        Map.entry("METRICS_PORT", "7007"),
                        Map.entry("TRUENOW_KAFKA_PORT", "7008"),
                        Map.entry("TRUENOW_KAFKA_CONTROLLER_PORT", "7009"),
                        Map.entry("TRUENOW_POSTGRES_PORT", "7010"),
                        Map.entry("HOT_TIER_MEMORY_GB", "1.5"),
                        Map.entry("QUERY_API_MAX_RESULTS", "7"),
                        Map.entry("TRUENOW_SQL_ANSWER_MIB", "3"),
                        Map.entry("TRUENOW_QUERY_IO_SECONDS", "4"),
                        Map.entry("TRUENOW_QUERY_IDLE_SECONDS", "5"),
                        Map.entry("GATEWAY_BATCH_SIZE", "8"),
                        Map.entry("RATE_LIMIT", "5000"),
                        Map.entry("GATEWAY_RATE_LIMIT_PER_TENANT", "400"),
                        Map.entry("GATEWAY_RATE_LIMIT_PER_KEY", "30"),
                        Map.entry("GATEWAY_RATE_LIMIT_BURST", "2.5"),
                        Map.entry("TRUENOW_RATE_LIMIT_MAX_BUCKETS", "6"),
                        Map.entry("TRUENOW_RATE_LIMIT_REDIS_PATIENCE_MS", "70"),
                        Map.entry("TRUENOW_RATE_LIMIT_REDIS_PAUSE_MS", "900"),
                        Map.entry("GATEWAY_BATCH_TIMEOUT_MS", "80"),
                        Map.entry("TRUENOW_LINE_WAIT_MS", "500"),
                        Map.entry("TRUENOW_GATEWAY_IO_SECONDS", "6"),
                        Map.entry("HOT_TIER_DIMENSIONS_LIMIT", "70"),
                        Map.entry("QUERY_CACHE_TTL", "2m"),
                        Map.entry("TRUENOW_STATEMENT_SECONDS", "9"),
                        Map.entry("TRUENOW_CONSOLE_DOWNLOAD_ROWS", "12"),
                        Map.entry("TRUENOW_CHECKPOINT_SECONDS", "10"),
                        Map.entry("TRUENOW_SEGMENT_ROWS", "5000"),
                        Map.entry("TRUENOW_DISK_FLOOR_GB", "2"),
                        Map.entry("TRUENOW_SQL_RULES_OFF", "true"),
                        Map.entry("TRUENOW_SQL_MAX_PLANS", "99"),
                        Map.entry("TRUENOW_SQL_CURSORS", "8"),
                        Map.entry("TRUENOW_SQL_MAX_ROWS", "11"),
                        Map.entry("TRUENOW_SQL_MAX_GROUPS", "13"),
                        Map.entry("TRUENOW_SQL_SCAN_MEMORY_MIB", "14"),
                        Map.entry("TRUENOW_SQL_CURSOR_SECONDS", "20"),
                        Map.entry("DEBUG", "true")),
                100);

        assertThat(settings.ports().values()).containsExactlyInAnyOrder(7101, 7102, 7103, 7104, 7105, 7106, 7107);
        assertThat(settings.embedded().kafkaPort()).isEqualTo(7108);
        assertThat(settings.embedded().kafkaControllerPort()).isEqualTo(7109);
        assertThat(settings.embedded().postgresPort()).isEqualTo(7110);
        assertThat(settings.hotTier().memoryBytes()).isEqualTo(3L << 29);
        assertThat(settings.query().maxResults()).isEqualTo(7);
        assertThat(settings.query().sqlAnswerBytes()).isEqualTo(3 << 20);
        assertThat(settings.query().ioSeconds()).isEqualTo(4);
        assertThat(settings.query().idleSeconds()).isEqualTo(5);
        assertThat(settings.gateway())
                .isEqualTo(new GatewayOptions(
                        8,
                        80,
                        10_000,
                        20_000,
                        500,
                        6,
                        new LimitSettings(5_000, 400, 30, 2.5, 6),
                        new GatewayOptions.LimitSharing(Duration.ofMillis(70), Duration.ofMillis(900))));
        assertThat(settings.hotTier().maxColumns()).isEqualTo(70);
        assertThat(settings.query().answerCache().timeToLive()).hasSeconds(120);
        assertThat(settings.query().statementSeconds()).isEqualTo(9);
        assertThat(settings.console().downloadRows()).isEqualTo(12);
        assertThat(settings.hotTier().checkpointSeconds()).isEqualTo(10);
        assertThat(settings.hotTier().segmentRows()).isEqualTo(5_000);
        assertThat(settings.process().diskFloorBytes()).isEqualTo(2L << 30);
        assertThat(settings.query().pushDown()).isFalse();
        assertThat(settings.query().limits().plans()).isEqualTo(99);
        assertThat(settings.query().limits().rows()).isEqualTo(11);
        assertThat(settings.query().limits().groups()).isEqualTo(13);
        assertThat(settings.query().limits().scanBytes()).isEqualTo(14L << 20);
        assertThat(settings.query().limits().pages())
                .isEqualTo(new PageSettings(10_000, 8, 4, java.time.Duration.ofSeconds(20)));
        assertThat(settings.process().logLevel()).isEqualTo("DEBUG");
    }

    @Test
    void answersAreKeptInMemoryForAMinuteUnlessSetOtherwise() {
        assertThat(read(Map.of(), 0).query().answerCache()).isEqualTo(AnswerCacheSettings.DEFAULT);
        assertThat(read(Map.of("QUERY_CACHE_TTL", "5"), 0).query().answerCache().timeToLive())
                .hasSeconds(5);
        AnswerCacheSettings set = read(
                        Map.of(
                                "QUERY_API_CACHE_TTL",
                                "0",
                                "QUERY_CACHE_TTL",
                                "5",
                                "REDIS_ADDR",
                                "redis://u:secret@h:1"),
                        0)
                .query()
                .answerCache();
        assertThat(set.timeToLive()).isZero();
        assertThat(set.redis()).hasToString("h:1");
        for (String wrong : List.of("localhost", "host:0", "host:70000", "http://h:1", "a b:1")) {
            assertThatThrownBy(() -> read(Map.of("REDIS_ADDR", wrong), 0)).hasMessageContaining("REDIS_ADDR");
        }
    }

    @Test
    void everyProblemIsListedAtOnce() {
        assertThatThrownBy(() -> read(
                        Map.of(
                                "GATEWAY_PORT",
                                "many",
                                "HOT_TIER_MEMORY_GB",
                                "-1",
                                "LOG_LEVEL",
                                "loud",
                                "TRUENOW_BIND",
                                "0.0.0.0"),
                        0))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("GATEWAY_PORT")
                .hasMessageContaining("HOT_TIER_MEMORY_GB")
                .hasMessageContaining("LOG_LEVEL")
                .hasMessageContaining("TRUENOW_BIND");
    }

    @Test
    void theServerStaysOnLoopbackUnlessItDemandsCredentialsOrSaysThatAnyoneMayComeIn() {
        String bind = "TRUENOW_BIND";
        String require = "TRUENOW_REQUIRE_CREDENTIALS";
        String open = "TRUENOW_OPEN_ACCESS";

        assertThat(read(Map.of(), 0).access()).isEqualTo(new AccessSettings("127.0.0.1", Set.of(), false, 262_144));
        assertThat(read(Map.of(bind, "localhost"), 0).access().open()).isFalse();
        assertThat(read(Map.of(open, AccessSettings.OPEN), 0).access().open()).isFalse();
        assertThat(read(Map.of(bind, "0.0.0.0", open, AccessSettings.OPEN), 0).access())
                .isEqualTo(new AccessSettings("0.0.0.0", Set.of(), false, 262_144));
        assertThatThrownBy(() -> read(Map.of(bind, "0.0.0.0", open, "no"), 0))
                .hasMessageContaining("needs credentials: set TRUENOW_REQUIRE_CREDENTIALS=true;")
                .hasMessageContaining(open + "=" + AccessSettings.OPEN);
        assertThatThrownBy(() -> read(Map.of(bind, "0.0.0.0", open, "true"), 0)).hasMessageContaining(open);
        assertThatThrownBy(() -> read(Map.of(bind, "10.0.0.7", open, AccessSettings.OPEN), 0))
                .hasMessageContaining("[10.0.0.7]");
        assertThatThrownBy(() -> read(Map.of(bind, "::1"), 0)).hasMessageContaining("needs credentials");
        for (String wrong : List.of("example.com", "10.0.0.300", "*")) {
            assertThatThrownBy(() -> read(Map.of(bind, wrong, require, "true"), 0))
                    .as(wrong)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(bind);
        }
        assertThat(read(Map.of(require, "true"), 0).access())
                .isEqualTo(new AccessSettings("127.0.0.1", Set.of(), true, 262_144));
        for (String address : List.of("0.0.0.0", "10.0.0.7", "::", "fd00::5")) {
            AccessSettings demanding =
                    read(Map.of(bind, address, require, "true"), 0).access();
            assertThat(demanding.demanded()).isTrue();
            assertThat(demanding.open()).isFalse();
        }
        assertThat(read(Map.of(bind, "0.0.0.0", open, AccessSettings.OPEN, require, "true"), 0)
                        .access()
                        .open())
                .as("what is demanded counts")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 127.0.0.1",
        "::, 127.0.0.1",
        "10.0.0.7, 10.0.0.7",
        "fd00::5, [fd00:0:0:0:0:0:0:5]"
    })
    void thisMachineReachesThePortsWhereTheyAre(String bind, String host) {
        assertThat(read(Map.of("TRUENOW_BIND", bind, "TRUENOW_REQUIRE_CREDENTIALS", "true"), 0)
                        .access()
                        .localHost())
                .isEqualTo(host);
    }

    @Test
    void theKeyOfTheCommandsIsASettingThatIsNeverShown() {
        LaunchSettings settings = read(Map.of("TRUENOW_API_KEY", "ttd_live_x"), 0);
        assertThat(settings.notes()).isEmpty();
        assertThat(settings.values())
                .filteredOn(value -> value.setting().variable().equals("TRUENOW_API_KEY"))
                .extracting(SettingValues.Value::shown)
                .containsExactly("***");
    }

    @Test
    void allowedHostsAreNamesWithoutPorts() {
        String hosts = "TRUENOW_ALLOWED_HOSTS";

        assertThat(read(Map.of(hosts, "TrueNow, metrics.internal,[fd00::5]"), 0)
                        .access()
                        .allowedHosts())
                .containsExactlyInAnyOrder("truenow", "metrics.internal", "[fd00::5]");
        for (String wrong : List.of("*", "truenow:8090", "http://truenow", "a,,b", "-x")) {
            assertThatThrownBy(() -> read(Map.of(hosts, wrong), 0))
                    .as(wrong)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(hosts);
        }
    }

    @Test
    void rolesThatAskNeedTheHotTier() {
        assertThatThrownBy(() -> LaunchSettings.read(sources(Map.of(), 0), List.of("query-api"), MACHINE))
                .hasMessageContaining("hot-tier");
        assertThatThrownBy(() -> LaunchSettings.read(sources(Map.of(), 0), List.of("rebalancer"), MACHINE))
                .hasMessageContaining("not built yet");
        assertThat(LaunchSettings.read(sources(Map.of(), 0), List.of("query-api", "hot-tier"), MACHINE)
                        .ports())
                .containsOnlyKeys(Role.QUERY, Role.HOT_TIER);
    }

    private static LaunchSettings read(Map<String, String> variables, int offset) {
        return LaunchSettings.read(sources(variables, offset), List.of(), MACHINE);
    }

    private static SettingSources sources(Map<String, String> variables, int offset) {
        return new SettingSources(
                Map.of("--data-dir", "data", "--port-offset", Integer.toString(offset)), variables, false);
    }
}
