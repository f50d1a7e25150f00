package io.truenow.infra.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.truenow.infra.embedded.FreePorts;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import io.truenow.infra.eventstore.CatalogBinding;
import io.truenow.infra.eventstore.PostgresPool;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.LogIdentity;
import io.truenow.infra.server.ServerState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is not ours to start, here one of another object. */
class ExternalPostgresIT {

    private static final Duration SHORT = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static LocalPostgres server;

    private final List<String> taken = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        server = new LocalPostgres(LocalPostgresSettings.of(folder, FreePorts.next()));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private ExternalPostgres external() {
        return new ExternalPostgres(server.connection(), SHORT, false, taken::add);
    }

    @Test
    void serversThatShareItLetEachOtherInAndNobodyElse() {
        try (ExternalPostgres first = new ExternalPostgres(server.connection(), SHORT, true, taken::add);
                ExternalPostgres second = new ExternalPostgres(server.connection(), SHORT, true, taken::add)) {
            first.start();
            second.start();
            assertThat(second.state()).isEqualTo(new ServerState.Running());
            try (ExternalPostgres alone = external()) {
                assertThatThrownBy(alone::start).hasMessageContaining("TRUENOW_SHARED=true");
            }
        }
        try (ExternalPostgres alone = external()) {
            alone.start();
            assertThat(alone.state()).isEqualTo(new ServerState.Running());
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aSecondServerOnTheCatalogueIsRefusedUntilTheFirstIsGone() {
        try (ExternalPostgres first = external()) {
            first.start();
            try (ExternalPostgres second = external()) {
                assertThatThrownBy(second::start)
                        .hasMessageContaining("Another TrueNow server (truenow ")
                        .hasMessageContaining("stop that one first");
            }
            first.look();
            assertThat(first.state()).isEqualTo(new ServerState.Running());
        }
        try (ExternalPostgres second = external()) {
            second.start();
            assertThat(second.state()).isEqualTo(new ServerState.Running());
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aLockThatWentWithItsServerIsTakenAgain() {
        try (ExternalPostgres postgres = external()) {
            postgres.start();
            server.close();
            postgres.look();
            assertThat(postgres.state().words("PostgreSQL"))
                    .contains(server.connection().place(), "is away");

            server.start();
            postgres.look();
            assertThat(postgres.state()).isEqualTo(new ServerState.Running());
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void whoLosesTheLockToAnotherIsToldOnce() throws SQLException {
        try (ExternalPostgres first = external()) {
            first.start();
            try (Connection connection =
                            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
            }
            try (ExternalPostgres second = external()) {
                second.start();
                await().atMost(SHORT).untilAsserted(() -> {
                    first.look();
                    assertThat(taken).hasSize(1);
                });
                first.look();
                first.look();
            }
        }
        assertThat(taken).hasSize(1).first().asString().contains("Another TrueNow server");
    }

    @Test
    void whatWaitingDoesNotMendIsSaidAtOnce() {
        DatabaseConnection right = server.connection();
        assertThatThrownBy(() -> start(new DatabaseConnection(right.jdbcUrl(), right.user(), "wrong-secret")))
                .hasMessageContaining("[CONTROL_DB_PASSWORD]")
                .hasMessageNotContaining("wrong-secret");
        assertThatThrownBy(() -> start(new DatabaseConnection(
                        right.jdbcUrl().replace("/postgres", "/nowhere"), right.user(), right.password())))
                .hasMessageContaining("[CONTROL_DB_NAME]");
    }

    @Test
    void aStartWithoutAServerEndsWithOneSentence() {
        int nobody = FreePorts.next();
        DatabaseConnection nowhere = new DatabaseConnection("jdbc:postgresql://127.0.0.1:" + nobody + "/x", "u", "p");
        try (ExternalPostgres postgres = new ExternalPostgres(nowhere, Duration.ofSeconds(1), false, taken::add)) {
            assertThatThrownBy(postgres::start)
                    .hasMessageContaining("PostgreSQL at [127.0.0.1:" + nobody + "/x] did not answer within [1] s")
                    .hasMessageContaining("[CONTROL_DB_HOST]");
        }
    }

    private void start(DatabaseConnection connection) {
        try (ExternalPostgres postgres = new ExternalPostgres(connection, SHORT, false, taken::add)) {
            postgres.start();
        }
    }

    @Test
    void aCatalogueStaysWithItsLogAndANewOneIsNotPutUnderRecords() throws SQLException {
        try (HikariDataSource pool = PostgresPool.open(server.jdbcUrl(), server.user(), server.password(), 2)) {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration/controlplane")
                    .load()
                    .migrate();
            CatalogBinding binding = new CatalogBinding(pool);
            LogIdentity log = new LogIdentity("c1", "t1");

            assertThatThrownBy(() -> binding.require(log, true)).hasMessageContaining("knows no table of them");
            binding.require(log, false);
            assertThatCode(() -> binding.require(log, true)).doesNotThrowAnyException();
            assertThatThrownBy(() -> binding.require(new LogIdentity("c1", "t2"), false))
                    .hasMessageContaining("belongs to the log [cluster c1, topic t1]")
                    .hasMessageContaining("[cluster c1, topic t2]");
        }
    }
}
