package io.truenow.sql.http;

import static io.truenow.sql.http.QueryPort.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.KeptAnswers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a statement is when it is cancelled, it has ended 200 ms later by the server's own clock. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancelEverywhereTest {

    private static final int ROWS = 3_000;
    private static final long MOST_MICROS = 200_000;

    private static QueryPort port;

    @BeforeAll
    static void start() {
        port = new QueryPort(QuerySettings.DEFAULT, SqlSettings.DEFAULT.withMaxRows(50_000_000), new KeptAnswers());
        Events events = new Events();
        for (int i = 0; i < ROWS; i++) {
            events.add("e" + i, Shop.T0 + i, Map.of("k", "same", "n", 1 + i));
        }
        events.into(port.reads, new TableRef("default", "ns", "t"));
    }

    @AfterAll
    static void stop() {
        port.close();
    }

    private static CompletableFuture<HttpResponse<String>> begin(String sql, String id) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return port.post("/v1/sql", sql, "Content-Type", "text/plain", "X-TrueNow-Statement", id);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static RunningStatement running(String id, long scanned) throws InterruptedException {
        while (true) {
            RunningStatement statement = port.engine.statement(Principal.LOCAL, id);
            if (statement != null && statement.statistics().rowsScanned() >= scanned) {
                return statement;
            }
            Thread.sleep(2);
        }
    }

    private static void endsSoon(RunningStatement statement) throws InterruptedException {
        while (statement.state() == RunningStatement.State.RUNNING) {
            Thread.sleep(1);
        }
        assertThat(statement.state()).isEqualTo(RunningStatement.State.CANCELLED);
        assertThat(statement.cancelMicros())
                .as("time from the cancel to the end, in microseconds")
                .isBetween(0L, MOST_MICROS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from ns.t a, ns.t b, ns.t c where a.n + b.n + c.n < 0",
                "select a.n * b.n x from ns.t a, ns.t b order by x, a.n limit 20000",
                "select a.n * b.n x, count(*) from ns.t a, ns.t b group by a.n * b.n order by 2",
                "select count(*) from ns.t a join ns.t b on a.k = b.k and a.n * b.n < 0 join ns.t c on b.k = c.k",
                "select max(s) from (select sum(a.n) over (partition by a.k order by a.n * b.n) s from ns.t a, ns.t b)",
                "select distinct a.n, b.n from ns.t a, ns.t b where a.n * b.n > 0"
            })
    void aStatementThatComputesEnds(String sql) throws Exception {
        String id = "computes-" + Math.abs(sql.hashCode());
        CompletableFuture<HttpResponse<String>> run = begin(sql, id);
        RunningStatement statement = running(id, 2 * ROWS);
        Thread.sleep(100);
        port.delete("/v1/statements/" + id);
        endsSoon(statement);
        assertThat(json(run.get(5, TimeUnit.SECONDS)).get("code").stringValue()).isEqualTo("CANCELLED");
    }

    @Test
    void aStatementThatIsPlannedEnds() throws Exception {
        String joins = IntStream.range(0, 24).mapToObj(i -> "ns.t t" + i).collect(Collectors.joining(", "));
        String conditions = IntStream.range(1, 24)
                .mapToObj(i -> "t" + i + ".n = t" + (i - 1) + ".n + " + i)
                .collect(Collectors.joining(" and "));
        CompletableFuture<HttpResponse<String>> run =
                begin("select count(*) from " + joins + " where " + conditions, "planned");
        RunningStatement statement = running("planned", 0);
        port.delete("/v1/statements/planned");
        endsSoon(statement);
        assertThat(json(run.get(5, TimeUnit.SECONDS)).get("code").stringValue()).isEqualTo("CANCELLED");
    }

    @Test
    void aStatementWhoseClientDoesNotReadEnds() throws Exception {
        HttpResponse<InputStream> open = port.open(
                "/v1/sql",
                "select a.n, b.n m, c.n o, '" + "x".repeat(200) + "' from ns.t a, ns.t b, ns.t c",
                "Accept",
                "text/csv",
                "Content-Type",
                "text/plain",
                "X-TrueNow-Statement",
                "unread");
        RunningStatement statement = running("unread", ROWS);
        long rows = -1;
        while (rows != statement.rows()) {
            rows = statement.rows();
            Thread.sleep(300); // until nothing more fits between the server and its client
        }
        port.delete("/v1/statements/unread");
        assertThat(statement.state())
                .as("at once, though the thread that writes still waits")
                .isEqualTo(RunningStatement.State.CANCELLED);
        assertThat(statement.cancelMicros()).isBetween(0L, MOST_MICROS);
        open.body().close();
    }

    @Test
    void aStatementEndsWithItsClient() throws Exception {
        String body = "select count(*) from ns.t a, ns.t b, ns.t c where a.n + b.n + c.n < 0";
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            OutputStream out = client.getOutputStream();
            out.write(("POST /v1/sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                            + "X-TrueNow-Statement: left\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            RunningStatement statement = running("left", ROWS);
            Thread.sleep(300);
            assertThat(statement.state()).as("while its client waits").isEqualTo(RunningStatement.State.RUNNING);
        }
        RunningStatement statement = running("left", ROWS);
        long left = System.nanoTime();
        endsSoon(statement);
        assertThat(System.nanoTime() - left).isLessThan(1_000_000_000L);
    }

    @Test
    void aFurtherRequestOnTheSameConnectionIsNoEnd() throws Exception {
        String body = "select count(*) from ns.t a, ns.t b where a.n + b.n < 0 and a.n < 300";
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            OutputStream out = client.getOutputStream();
            String request = "POST /v1/sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            String last = request.replace("Host: localhost", "Host: localhost\r\nConnection: close");
            out.write((request + last).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers.split("\"rows\":\\[\\[0\\]\\]", -1)).as(answers).hasSize(3);
        }
    }

    @Test
    void aStatementEndsByAStatement() throws Exception {
        CompletableFuture<HttpResponse<String>> run =
                begin("select count(*) from ns.t a, ns.t b, ns.t c where a.n + b.n + c.n < 0", "by-sql");
        RunningStatement statement = running("by-sql", ROWS);
        String cancel =
                "select cancel_query(id) from sys.statements where state = 'running' and id = " + statement.id();
        port.caller.set(Shop.STRANGER);
        try {
            assertThat(port.post("/v1/sql", "select cancel_query(" + statement.id() + ")")
                            .body())
                    .as("another tenant")
                    .contains("\"rows\":[[false]]");
        } finally {
            port.caller.set(Principal.LOCAL);
        }
        assertThat(port.post("/v1/sql", cancel).body()).contains("\"rows\":[[true]]");
        endsSoon(statement);
        run.get(5, TimeUnit.SECONDS);
        for (String nothing : List.of(
                "select cancel_query(" + statement.id() + ")",
                "select cancel_query(cast(? as bigint))",
                "select cancel_query(id) from sys.statements where sql like 'select cancel_query(id)%' and state = 'running'")) {
            String answer = port.post("/v1/sql", "{\"sql\":\"" + nothing + "\",\"parameters\":[0]}")
                    .body();
            assertThat(answer).contains("\"rows\":[[false]]");
        }
        assertThat(port.post("/v1/sql", "select cancel_query(null)").body()).contains("\"rows\":[[null]]");
    }

    @Test
    void theTimesAreCounted() throws Exception {
        long before = port.engine.cancelTimes().count();
        CompletableFuture<HttpResponse<String>> run =
                begin("select count(*) from ns.t a, ns.t b, ns.t c where a.n + b.n + c.n < 0", "counted");
        running("counted", ROWS);
        port.delete("/v1/statements/counted");
        run.get(5, TimeUnit.SECONDS);
        assertThat(port.engine.cancelTimes().count()).isEqualTo(before + 1);
    }
}
