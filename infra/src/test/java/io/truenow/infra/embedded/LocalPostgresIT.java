package io.truenow.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

    /** One folder for all tests: making the first one takes seconds. */
    @TempDir
    static Path folder;

    private LocalPostgresSettings settings;
    private LocalPostgres postgres;

    @BeforeEach
    void start() {
        settings = LocalPostgresSettings.of(folder, FreePorts.next());
        postgres = new LocalPostgres(settings);
        long begin = System.nanoTime();
        postgres.start();
        EmbeddedKafkaIT.figure("start of PostgreSQL", begin);
    }

    @AfterEach
    void stop() {
        postgres.close();
        LocalPostgres.stopLeftover(folder);
    }

    @Test
    void everyCommitIsSyncedAndOnlyLoopbackIsListenedTo() throws SQLException {
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void aServerThatWasKilledRecoversWhatItHadCommitted() throws SQLException {
        run("CREATE TABLE killed (v int)");
        run("INSERT INTO killed VALUES (42)");
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> !postgres.running());

        long begin = System.nanoTime();
        assertThat(postgres.restartIfDead()).isTrue();
        EmbeddedKafkaIT.figure("start of PostgreSQL after a kill", begin);
        assertThat(ask("SELECT v FROM killed")).isEqualTo("42");
        assertThat(postgres.restartIfDead()).isFalse();
    }

    /** A launcher that starts PostgreSQL and is killed. */
    static final class KilledLauncher {

        public static void main(String[] args) throws SQLException {
            LocalPostgres postgres =
                    new LocalPostgres(LocalPostgresSettings.of(Path.of(args[0]), Integer.parseInt(args[1])));
            postgres.start();
            try (Connection connection =
                            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS kept (v int)");
                statement.execute("INSERT INTO kept VALUES (7)");
            }
            Runtime.getRuntime().halt(9);
        }
    }

    /** Pid of the server that a killed launcher has left on the folder. */
    private long leaveBehind() throws Exception {
        postgres.close();
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledLauncher.class.getName(),
                        folder.toString(),
                        Integer.toString(FreePorts.next()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("launcher.log").toFile())
                .start();
        assertThat(launcher.waitFor())
                .as(() -> folder.resolve("launcher.log").toString())
                .isEqualTo(9);
        PostmasterFile left = PostmasterFile.read(folder.resolve("data")).orElseThrow();
        assertThat(left.process()).isPresent();
        return left.pid();
    }

    @Test
    void aServerLeftByAKilledLauncherIsStoppedAndItsDataKept() throws Exception {
        long left = leaveBehind();
        long begin = System.nanoTime();
        postgres.start();
        EmbeddedKafkaIT.figure("start of PostgreSQL beside a leftover", begin);
        assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(postgres.pid()).isNotEqualTo(left);
        assertThat(ask("SELECT max(v) FROM kept")).isEqualTo("7");
    }

    @Test
    void downStopsAServerOfWhichOnlyTheFolderIsKnown() {
        long left = postgres.pid();
        assertThat(LocalPostgres.stopLeftover(folder)).isTrue();
        assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(LocalPostgres.stopLeftover(folder)).isFalse();
    }

    @Test
    void nobodyComesInWithoutThePasswordThatOnlyTheOwnerCanRead() throws Exception {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "postgres", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(postgres.password()).hasSize(48);
    }

    @Test
    void aForeignServerOnThePortIsNamedWithTheSettingAndNeverUsed() throws Exception {
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LocalPostgres other =
                        new LocalPostgres(LocalPostgresSettings.of(folder.resolve("other"), foreign.getLocalPort()))) {
            assertThatThrownBy(other::start)
                    .hasMessageContaining("[" + foreign.getLocalPort() + "]")
                    .hasMessageContaining("truenow.postgres.port");
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
