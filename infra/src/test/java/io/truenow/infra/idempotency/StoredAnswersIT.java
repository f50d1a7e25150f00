package io.truenow.infra.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.truenow.command.port.KeptAnswers.Answer;
import io.truenow.command.port.KeptAnswers.Request;
import io.truenow.command.port.KeptAnswers.Reservation;
import io.truenow.infra.embedded.FreePorts;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import io.truenow.infra.eventstore.PostgresPool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept answers in a real PostgreSQL. */
class StoredAnswersIT {

    private static final Answer CREATED = new Answer(201, "\"7\"", "{}".getBytes(StandardCharsets.UTF_8));
    private static final int KEYS = 40;

    @TempDir
    private static Path folder;

    private static LocalPostgres postgres;
    private static HikariDataSource pool;

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final AtomicLong now = new AtomicLong(1_795_132_800_000_000L);
    private StoredAnswers answers;
    private final String tenant = "t" + TENANTS.incrementAndGet();

    @BeforeAll
    static void startServer() throws Exception {
        postgres = new LocalPostgres(LocalPostgresSettings.of(folder, FreePorts.next()));
        postgres.start();
        pool = PostgresPool.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 8);
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration/controlplane")
                .load()
                .migrate();
    }

    @BeforeEach
    void open() {
        answers = new StoredAnswers(pool, now::get, UUID::randomUUID, KEYS);
    }

    @AfterAll
    static void stopServer() {
        pool.close();
        postgres.close();
    }

    private Request request(String principal, String key, String hash) {
        return new Request(tenant, principal, key, hash);
    }

    private UUID reserved(Request request) {
        return ((Reservation.Reserved) answers.reserve(request)).holder();
    }

    private void pass(long seconds) {
        now.addAndGet(seconds * 1_000_000);
    }

    @Test
    void anAnswerIsGivenAgainForADay() {
        Request request = request("me", "k", "h");
        UUID holder = reserved(request);
        assertThat(answers.reserve(request)).isEqualTo(new Reservation.UnderWay());
        answers.keep(request, holder, CREATED);

        pass(86_399);
        assertThat(answers.reserve(request))
                .isInstanceOfSatisfying(Reservation.Kept.class, kept -> assertThat(kept.answer())
                        .usingRecursiveComparison()
                        .isEqualTo(CREATED));
        assertThat(answers.reserve(request("me", "k", "other"))).isEqualTo(new Reservation.OtherRequest());
        assertThat(answers.reserve(request("you", "k", "other"))).isInstanceOf(Reservation.Reserved.class);
        assertThat(answers.reserve(new Request(tenant + "x", "me", "k", "other")))
                .isInstanceOf(Reservation.Reserved.class);
        pass(1);
        assertThat(answers.reserve(request("me", "k", "other"))).isInstanceOf(Reservation.Reserved.class);
    }

    @Test
    void aKeyWithoutAnAnswerIsFreeAgainAtOnceOrAfterAMinute() {
        Request request = request("me", "k", "h");
        answers.release(request, reserved(request));
        UUID lost = reserved(request);
        pass(59);
        assertThat(answers.reserve(request)).isEqualTo(new Reservation.UnderWay());
        pass(1);
        UUID holder = reserved(request);

        answers.keep(request, lost, CREATED);
        assertThat(answers.reserve(request)).isEqualTo(new Reservation.UnderWay());
        answers.release(request, lost);
        assertThat(answers.reserve(request)).isEqualTo(new Reservation.UnderWay());
        answers.keep(request, holder, new Answer(204, null, new byte[0]));
        answers.release(request, holder);
        assertThat(answers.reserve(request)).isInstanceOfSatisfying(Reservation.Kept.class, kept -> {
            assertThat(kept.answer().status()).isEqualTo(204);
            assertThat(kept.answer().etag()).isNull();
            assertThat(kept.answer().body()).isEmpty();
        });
    }

    @Test
    void ofManyCallersOneMayGoOn() throws Exception {
        Request request = request("me", "k", "h");
        for (int round = 0; round < 20; round++) {
            try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
                List<Future<Reservation>> asked = IntStream.range(0, 8)
                        .mapToObj(i -> callers.submit(() -> answers.reserve(request)))
                        .toList();
                int went = 0;
                for (Future<Reservation> one : asked) {
                    Reservation reservation = one.get();
                    assertThat(reservation).isInstanceOfAny(Reservation.Reserved.class, Reservation.UnderWay.class);
                    went += reservation instanceof Reservation.Reserved ? 1 : 0;
                }
                assertThat(went).isEqualTo(1);
            }
            pass(60);
        }
    }

    @Test
    void aTenantHasSoManyKeysAndOldRowsGo() throws SQLException {
        for (int i = 0; i < KEYS; i++) {
            Request request = request("me", "k" + i, "h");
            answers.keep(request, reserved(request), CREATED);
        }
        assertThat(answers.reserve(request("me", "more", "h"))).isEqualTo(new Reservation.Full());
        assertThat(answers.reserve(request("me", "k3", "h"))).isInstanceOf(Reservation.Kept.class);
        assertThat(rows()).isEqualTo(KEYS);
        pass(86_400);
        assertThat(answers.reserve(request("me", "more", "h"))).isInstanceOf(Reservation.Reserved.class);
        assertThat(rows()).isEqualTo(1);
    }

    private long rows() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM kept_answers WHERE tenant = '" + tenant + "'")) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
