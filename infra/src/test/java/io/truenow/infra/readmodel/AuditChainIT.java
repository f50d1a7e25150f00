package io.truenow.infra.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.truenow.command.control.IdSource;
import io.truenow.command.port.AuditLog.Verification;
import io.truenow.command.tenant.TenantAggregate;
import io.truenow.events.catalog.CreateTenant;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.embedded.FreePorts;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import io.truenow.infra.eventstore.ControlPlane;
import io.truenow.infra.eventstore.ControlPlaneHandlers;
import io.truenow.infra.eventstore.ControlPlaneHandlers.Resource;
import io.truenow.infra.eventstore.PostgresPool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts in a real PostgreSQL and the chain over them: whatever is changed, taken out or put in behind its back is found. */
class AuditChainIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int FACTS = 600;

    @TempDir
    private static Path folder;

    private static LocalPostgres postgres;
    private static HikariDataSource pool;
    private static ControlPlane plane;

    @BeforeAll
    static void recordFacts() throws Exception {
        postgres = new LocalPostgres(LocalPostgresSettings.of(folder, FreePorts.next()));
        postgres.start();
        pool = PostgresPool.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 8);
        MicroClock clock = () -> 1_795_132_800_000_000L;
        plane = ControlPlane.start(
                pool,
                new ControlPlaneHandlers(
                        List.of(TenantAggregate.class),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new Resource<>(MicroClock.class, clock),
                                new Resource<>(IdSource.class, IdSource.random()))));
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<Object>> made = IntStream.range(0, FACTS)
                    .mapToObj(i -> writers.submit(() -> {
                        String name = "tenant" + i;
                        return plane.commandGateway()
                                .sendAndWait(new CreateTenant(CreateTenant.keyOf(name), name, "me"));
                    }))
                    .toList();
            for (Future<Object> one : made) {
                one.get();
            }
        }
        await().atMost(SOON).until(() -> plane.audit().verify(null).waiting() == 0);
    }

    @AfterAll
    static void stopServer() {
        plane.close();
        pool.close();
        postgres.close();
    }

    private static void sql(String text) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(text)).as(text).isPositive();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertBroken(String words) {
        Verification found = plane.audit().verify(null);
        assertThat(found.brokenLink()).isNotNull();
        assertThat(found.problem()).contains(words);
    }

    @Test
    void whatNobodyTouchedIsIntactAndHasAHeadToNote() {
        Verification found = plane.audit().verify(null);
        assertThat(found.problem()).isNull();
        assertThat(found.brokenLink()).isNull();
        assertThat(found.facts()).isEqualTo(FACTS);
        assertThat(found.head()).isEqualTo(FACTS);
        assertThat(found.headHash()).matches("[0-9a-f]{64}");
        assertThat(plane.audit().verify(found.head() + ":" + found.headHash()).problem())
                .isNull();
        assertThat(plane.audit().verify("7:" + found.headHash()).problem()).contains("another one than was noted");
        assertThat(plane.audit().verify((FACTS + 1) + ":" + found.headHash()).problem())
                .contains("noted link is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7:", ":00", "x:00", "7:zz", "-1:00", "7:0011"})
    void aNoteHasItsForm(String noted) {
        assertThatExceptionOfType(TrueNowException.class)
                .isThrownBy(() -> plane.audit().verify(noted))
                .matches(e -> e.code() == ErrorCode.INVALID_VALUE);
    }

    /** Each is undone, so that the next one finds the store as it was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = set_byte(payload, 20, get_byte(payload, 20) # 1)",
                "meta_data = set_byte(meta_data, 2, get_byte(meta_data, 2) # 1)",
                "time_stamp = overlay(time_stamp placing '1' from 4 for 1)",
                "payload_type = payload_type || 'x'",
                "payload_revision = NULL",
                "sequence_number = sequence_number + 1",
                "aggregate_identifier = aggregate_identifier || 'x'",
                "event_identifier = event_identifier || 'x'"
            })
    void aFlippedByteIsFound(String change) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            boolean usual = connection.getAutoCommit();
            statement.execute("DROP TABLE IF EXISTS kept");
            statement.execute("CREATE TABLE kept AS SELECT * FROM domain_event_entry WHERE global_index = 301");
            if (!usual) {
                connection.commit();
            }
        }
        sql("UPDATE domain_event_entry SET " + change + " WHERE global_index = 301");
        try {
            assertBroken("position [301]");
        } finally {
            sql("DELETE FROM domain_event_entry WHERE global_index = 301");
            assertBroken("The fact at position [301] is missing.");
            sql("INSERT INTO domain_event_entry SELECT * FROM kept");
        }
        assertThat(plane.audit().verify(null).problem()).isNull();
    }

    @Test
    void aLinkThatIsChangedOrTakenOutIsFound() {
        sql("UPDATE audit_chain SET hash = set_byte(hash, 3, get_byte(hash, 3) # 1) WHERE link = 550");
        try {
            assertThat(plane.audit().verify(null).brokenLink()).isEqualTo(550L);
        } finally {
            sql("UPDATE audit_chain SET hash = set_byte(hash, 3, get_byte(hash, 3) # 1) WHERE link = 550");
        }
        sql("UPDATE audit_chain SET link = 10000 WHERE link = 600");
        try {
            assertBroken("Link [600] is missing.");
        } finally {
            sql("UPDATE audit_chain SET link = 600 WHERE link = 10000");
        }
        assertThat(plane.audit().verify(null).problem()).isNull();
    }
}
