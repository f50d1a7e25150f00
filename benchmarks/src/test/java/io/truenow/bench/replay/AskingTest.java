package io.truenow.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.truenow.bench.question.Engine;
import io.truenow.bench.question.SmallStatements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskingTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private volatile String answer = "{\"rows\":[[1,2.5]]}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void everyAnswerIsCountedAndChecked() {
        byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        Asking asking = new Asking(
                server.getAddress().getPort(),
                List.of(new Asking.Question(request, body -> body.endsWith("[[1,2.5]]}"))));
        Replayed right = asking.run(3, 0.2);
        assertThat(right.failed()).isZero();
        assertThat(right.acknowledged()).isEqualTo(asked.get()).isGreaterThan(3);
        answer = "{\"rows\":[[2,2.5]]}";
        Replayed wrong = asking.run(3, 0.2);
        assertThat(wrong.failed()).isEqualTo(3);
        assertThat(wrong.firstFailure()).contains("[[2,2.5]]");
    }

    @Test
    void aStatementsAnswerIsComputedFromTheWorkload() {
        Asking.Question question = SmallStatements.of(Engine.Side.TRUENOW, 1, 0).getFirst();
        assertThat(new String(question.request(), StandardCharsets.UTF_8))
                .startsWith("POST /v1/sql HTTP/1.1")
                .contains("select count(*), sum(revenue) from bench.");
        assertThat(question.check().test("{\"rows\":[[100000,1.0]]}")).isFalse();
        assertThat(question.check().test("{\"rows\":[]}")).isFalse();
    }
}
