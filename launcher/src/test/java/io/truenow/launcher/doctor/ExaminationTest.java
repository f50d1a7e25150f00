package io.truenow.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.time.MicroClock;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.RunState;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.launcher.doctor.Finding.Level;
import io.truenow.launcher.settings.Machine;
import io.truenow.launcher.settings.ProductVersion;
import io.truenow.launcher.settings.SettingSources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {

    private static final long NOW = 1_790_000_000_000_000L;
    private static final Machine MACHINE = new Machine(8L << 30);
    private static final String USER = System.getProperty("user.name", "");

    @TempDir
    private Path folder;

    private List<Finding> examined(String... settings) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        SettingSources sources = new SettingSources(Map.of("--data-dir", folder.toString()), environment, false);
        return Examination.of(sources, MACHINE, () -> NOW);
    }

    private static List<Finding> of(List<Finding> findings, String check) {
        return findings.stream().filter(f -> f.check().equals(check)).toList();
    }

    private static Finding one(List<Finding> findings, String check) {
        assertThat(of(findings, check)).as("%s", findings).hasSize(1);
        return of(findings, check).getFirst();
    }

    private static void assertFound(Finding finding, Level level, String text) {
        assertThat(finding.level()).as("%s", finding).isEqualTo(level);
        assertThat(finding.found()).contains(text);
        if (level == Level.FAIL || level == Level.WARN) {
            assertThat(finding.mend()).isNotBlank();
        }
    }

    @Test
    void aPortOfAnotherProcessFailsAndNamesItsSetting() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            Finding role = one(examined("GATEWAY_PORT", port), "port " + port);
            assertFound(role, Level.FAIL, "gateway");
            assertThat(role.mend()).contains("GATEWAY_PORT");
            Finding embedded = one(examined("TRUENOW_POSTGRES_PORT", port), "port " + port);
            assertFound(embedded, Level.FAIL, "embedded");
            assertThat(embedded.mend()).contains("TRUENOW_POSTGRES_PORT");
            other.close();
            assertThat(one(examined("GATEWAY_PORT", port), "port " + port).level())
                    .isEqualTo(Level.OK);
        }
    }

    @Test
    void aPortOfTheServerHereIsOursAndOneThatItLostFails() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            RunState.ofThisProcess(
                            ProductVersion.text(), NOW, Map.of("gateway", port), new RunState.LogPlace("x:1", null))
                    .write(new DataFolder(folder));
            assertFound(one(examined("GATEWAY_PORT", "" + port), "port " + port), Level.OK, "server here");
            server.close();
            assertFound(one(examined("GATEWAY_PORT", "" + port), "port " + port), Level.FAIL, "nothing listens");
        }
    }

    @Test
    void wrongSettingsAreListedAndWhatDependsOnThemIsNotGuessed() {
        List<Finding> findings = examined("GATEWAY_PORT", "far", "TRUENOW_DISK_FLOOR_GB", "much");
        assertThat(of(findings, "settings")).hasSize(2).allMatch(f -> f.level() == Level.FAIL);
        assertThat(findings).noneMatch(f -> f.check().startsWith("port "));
        assertThat(one(findings, "memory, ports, parts").level()).isEqualTo(Level.UNKNOWN);
        assertThat(one(findings, "disk room").level()).isEqualTo(Level.UNKNOWN);
        assertThat(one(findings, "disk write").level()).isNotEqualTo(Level.FAIL);
    }

    @Test
    void externalPartsThatDoNotAnswerAreNamed() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String place = "127.0.0.1:" + closed;
        List<Finding> findings = examined(
                "KAFKA_BROKERS",
                place,
                "REDIS_ADDR",
                place,
                "CONTROL_DB_HOST",
                "127.0.0.1",
                "CONTROL_DB_PORT",
                "" + closed,
                "CONTROL_DB_PASSWORD",
                "hush");
        assertFound(one(findings, "kafka"), Level.FAIL, place);
        assertFound(one(findings, "redis"), Level.WARN, place);
        assertFound(one(findings, "postgresql"), Level.FAIL, place);
        assertThat(findings.toString()).doesNotContain("hush");
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFound(
                    one(examined("KAFKA_BROKERS", "127.0.0.1:" + broker.getLocalPort()), "kafka"),
                    Level.OK,
                    "not asked");
        }
        assertThat(of(examined(), "kafka")).isEmpty();
    }

    @Test
    void theDataFolderIsNeitherMadeNorChanged() throws IOException {
        DataFolder absent = new DataFolder(folder.resolve("a/b"));
        List<Finding> findings = FolderChecks.all(absent, Optional.empty(), 0, USER, "1");
        assertFound(one(findings, "data folder"), Level.OK, "does not exist yet");
        assertThat(findings).extracting(Finding::level).doesNotContain(Level.FAIL);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFileInPlaceOfTheDataFolderFails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertFound(
                one(FolderChecks.all(new DataFolder(file), Optional.empty(), 0, USER, "1"), "data folder"),
                Level.FAIL,
                "is a file");
    }

    @Test
    void aFolderOfAnotherUserIsAWarning() {
        List<Finding> findings = FolderChecks.all(new DataFolder(folder), Optional.empty(), 0, "nobody-else", "1");
        assertFound(one(findings, "data folder"), Level.WARN, "nobody-else");
        assertThat(one(FolderChecks.all(new DataFolder(folder), Optional.empty(), 0, USER, "1"), "data folder")
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void aServerThatIsGoneWithoutAnEndIsAWarning() {
        RunState gone = new RunState(Long.MAX_VALUE, "", "1", NOW, Map.of(), null);
        assertFound(
                one(FolderChecks.all(new DataFolder(folder), Optional.of(gone), 0, USER, "1"), "server"),
                Level.WARN,
                "without an orderly end");
    }

    @Test
    void roomBelowTheFloorFailsAndLittleMoreIsAWarning() {
        assertFound(FolderChecks.room(9, 10), Level.FAIL, "507");
        assertThat(FolderChecks.room(15, 10).level()).isEqualTo(Level.WARN);
        assertThat(FolderChecks.room(20, 10).level()).isEqualTo(Level.OK);
        assertThat(FolderChecks.speed(201).level()).isEqualTo(Level.WARN);
        assertThat(FolderChecks.speed(200).level()).isEqualTo(Level.OK);
    }

    @Test
    void theMachineIsJudgedByItsFigures() {
        assertFound(MachineChecks.java(21, "21.0.1"), Level.FAIL, "21.0.1");
        assertThat(MachineChecks.java(25, "25").level()).isEqualTo(Level.OK);
        assertFound(MachineChecks.memory(10L << 30, 7L << 30), Level.WARN, "7.0 GiB");
        assertThat(MachineChecks.memory(10L << 30, 6L << 30).level()).isEqualTo(Level.OK);
        assertFound(MachineChecks.descriptors(1_024), Level.WARN, "1024");
        assertThat(MachineChecks.descriptors(4_096).level()).isEqualTo(Level.OK);
        assertThat(MachineChecks.descriptors(0).level()).isEqualTo(Level.UNKNOWN);
    }

    @Test
    void aClockThatIsBehindFails() {
        MicroClock clock = () -> NOW;
        assertThat(MachineChecks.clock(clock, NOW).level()).isEqualTo(Level.OK);
        assertThat(MachineChecks.clock(clock, NOW).found()).contains("not known");
        assertFound(MachineChecks.clock(clock, NOW + 1), Level.FAIL, "server here was started");
        assertFound(MachineChecks.clock(() -> 1_000_000L, 0), Level.FAIL, "1970");
    }

    @Test
    void aDatabaseIsNamedWithoutItsPassword() {
        Finding finding = PartChecks.database(
                new DatabaseConnection("jdbc:postgresql://127.0.0.1:1/analytics?sslmode=disable", "me", "hush"));
        assertFound(finding, Level.FAIL, "127.0.0.1:1/analytics");
        assertThat(finding.toString()).doesNotContain("hush");
    }
}
