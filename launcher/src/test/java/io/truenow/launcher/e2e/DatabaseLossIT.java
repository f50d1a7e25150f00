package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.truth.torture.Signals;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** PostgreSQL goes away while events flow into known tables: they go on, new tables wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseLossIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Product product;
    private int sent;

    @BeforeAll
    void start() {
        product = Product.start("database");
        ingest("known", 10);
    }

    @AfterAll
    void end() {
        product.close();
    }

    @Test
    @Order(1)
    void aFrozenDatabaseHoldsUpNeitherIngestNorQueries() throws SQLException {
        long postmaster = postmaster();
        freeze(postmaster, "STOP");
        try {
            assertKnownTableGoesOn();
            assertNewTableIsRefused("frozen");
        } finally {
            freeze(postmaster, "CONT");
        }

        awaitNewTable("thawed");
        awaitNewTable("frozen");
    }

    @Test
    @Order(2)
    void aKilledDatabaseComesBackAndWithItNewTables() throws SQLException {
        Signals.send("KILL", postmaster());

        assertKnownTableGoesOn();
        awaitNewTable("reborn");
        assertThat(product.postgres()).as("a PostgreSQL of the server's own").isPresent();
        assertKnownTableGoesOn();
    }

    private long postmaster() {
        return product.postgres()
                .orElseThrow(() -> new AssertionError("No PostgreSQL runs."))
                .pid();
    }

    /** The postmaster and each of its backends; a frozen postmaster alone would still serve open connections. */
    private static void freeze(long postmaster, String signal) {
        ProcessHandle.of(postmaster).orElseThrow().descendants().forEach(p -> Signals.send(signal, p.pid()));
        Signals.send(signal, postmaster);
    }

    private void assertKnownTableGoesOn() throws SQLException {
        ingest("known", 50);
        try (Connection connection = product.jdbc()) {
            Await.until("queries go on", SOON, () -> Sql.count(connection, "SELECT COUNT(*) FROM loss.known") == sent);
        }
        Answer answer = product.post(
                8081,
                "/v1/query",
                "{\"namespace\":\"loss\",\"table\":\"known\",\"start_time\":0,\"end_time\":" + micros() + "}");
        assertThat(answer.json().path("results").path(0).path("count").asInt()).isEqualTo(sent);
    }

    private void assertNewTableIsRefused(String table) {
        Answer answer = product.post(8088, "/v1/ingest", event(table, "1"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.json().path("error").asString("")).isNotBlank();
    }

    private void awaitNewTable(String table) {
        Await.until("the new table " + table + " is made", SOON, () -> {
            Answer answer = product.post(8088, "/v1/ingest", event(table, "1"));
            assertThat(answer.status()).as("%s", answer).isIn(202, 503);
            return answer.status() == 202;
        });
        Await.until("the new table " + table + " answers", SOON, () -> {
            try (Connection connection = product.jdbc()) {
                return Sql.count(connection, "SELECT COUNT(*) FROM loss." + table) == 1;
            }
        });
    }

    private void ingest(String table, int events) {
        for (int i = 0; i < events; i++) {
            product.ingest(event(table, "e" + sent++));
        }
    }

    private static String event(String table, String id) {
        return "{\"namespace\":\"loss\",\"table\":\"" + table + "\",\"event_id\":\"" + id + "\",\"event_time\":"
                + micros() + ",\"dimensions\":{\"d\":\"v\"},\"metrics\":{\"x\":1}}";
    }

    private static long micros() {
        return Instant.now().toEpochMilli() * 1_000;
    }
}
