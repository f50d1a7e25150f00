package io.truenow.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    @Test
    void everyBodyIsSentOnceAndItsAnswerAwaited() throws IOException {
        answer(202, 17);
        Bodies bodies = Bodies.of(Dialect.LINE, 500, 10);

        Replayed found = Replay.run(load(bodies, 4));

        assertThat(found.acknowledged()).isEqualTo(50);
        assertThat(found.events()).isEqualTo(500);
        assertThat(found.failed()).isZero();
        assertThat(found.p99Millis()).isPositive();
        assertThat(received).hasSize(50).doesNotHaveDuplicates();
        assertThat(String.join("", received).lines()).hasSize(500);
    }

    @Test
    void answersInChunksAndWithoutABodyAreUnderstood() throws IOException {
        Bodies bodies = Bodies.of(Dialect.LINE, 20, 1);
        answer(200, 0);
        Replayed chunks = Replay.run(load(bodies, 1));
        server.removeContext("/write");
        answer(204, -1);

        Replayed empty = Replay.run(load(bodies, 1));

        assertThat(chunks.acknowledged()).isEqualTo(20);
        assertThat(empty.acknowledged()).isEqualTo(20);
    }

    @Test
    void aRefusalIsCountedAndTheFirstIsKept() throws IOException {
        answer(400, 3);

        Replayed found = Replay.run(load(Bodies.of(Dialect.LINE, 7, 1), 2));

        assertThat(found.acknowledged()).isZero();
        assertThat(found.failed()).isEqualTo(7);
        assertThat(found.firstFailure()).isEqualTo("400 aaa");
    }

    @Test
    void aConnectionThatTheServerClosesBehindAnAnswerIsOpenedAgain() throws IOException {
        server.createContext("/write", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            take(exchange, 200, 2);
        });

        Replayed found = Replay.run(load(Bodies.of(Dialect.LINE, 30, 1), 3));

        assertThat(found.acknowledged()).isEqualTo(30);
        assertThat(found.failed()).isZero();
    }

    @Test
    void aPacedLoadTakesItsTimeAndATimeEndsALoad() throws IOException {
        answer(200, 1);
        Bodies bodies = Bodies.of(Dialect.LINE, 20, 1);

        Replayed paced = Replay.run(load(bodies, 2).paced(100));
        Replayed cut = Replay.run(load(bodies, 1).paced(20).within(0.3));

        assertThat(paced.acknowledged()).isEqualTo(20);
        assertThat(paced.seconds()).isGreaterThan(0.18);
        assertThat(cut.acknowledged()).isBetween(1, 19);
        assertThat(cut.failed()).isZero();
    }

    private Load load(Bodies bodies, int connections) {
        return Load.closedLoop(server.getAddress().getPort(), "/write", "text/plain", bodies, connections);
    }

    /** A length of 0 makes the server answer in chunks, one of -1 without a body. */
    private void answer(int status, int length) {
        server.createContext("/write", exchange -> take(exchange, status, length));
    }

    private void take(HttpExchange exchange, int status, int length) throws IOException {
        try (exchange) {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            exchange.sendResponseHeaders(status, length);
            if (length >= 0) {
                exchange.getResponseBody()
                        .write("a".repeat(length == 0 ? 40 : length).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
