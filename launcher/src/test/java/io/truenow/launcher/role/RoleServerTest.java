package io.truenow.launcher.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.ingest.CallReader;
import io.truenow.events.access.OpenToAll;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** A port that waits as long as it was told to, and no longer: each test ends by the server's closing, not by its own patience. */
class RoleServerTest {

    /** Longer than what is set here, shorter than what holds without it. */
    private static final int PATIENCE_MILLIS = 15_000;

    private static final String LONG = "600s";
    private static final Filter OPEN = (request, response, chain) -> chain.doFilter(request, response);

    /** Reads a body as the ingest doors do. */
    @Controller
    static class Door {
        @OpenToAll(strangers = true)
        @PostMapping("/body")
        void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
            InputStream body = CallReader.body(request);
            int read = 0;
            try {
                while (body.read() >= 0) {
                    read++;
                }
                CallReader.answer(request, body, response, answer(202, read));
            } catch (IOException e) {
                CallReader.answer(request, body, response, answer(400, read));
            }
        }

        private static JsonAnswer answer(int status, int read) {
            return new JsonAnswer(status, ("{\"read\":" + read + "}").getBytes(StandardCharsets.US_ASCII), 0);
        }
    }

    /** Closes while it reads the first line of a request, like a server that is told to stop at that moment. */
    public static final class ClosingProtocol extends Http11NioProtocol {
        private static final AtomicInteger CLOSES_AFTER = new AtomicInteger(Integer.MAX_VALUE);

        @Override
        public boolean isPaused() {
            return CLOSES_AFTER.getAndDecrement() <= 0;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Closing {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> closingProtocol() {
            return factory -> factory.setProtocol(ClosingProtocol.class.getName());
        }
    }

    private static String talk(Map<String, Object> properties, String said) throws IOException {
        GenericApplicationContext shared = new GenericApplicationContext();
        shared.refresh();
        RoleStatus status = new RoleStatus(
                Role.QUERY, () -> RoleHealth.of(Map.of()), Map::of, () -> "", Map::of, new RoleTraffic());
        RoleServer server = new RoleServer(shared, "127.0.0.1", "1", "test", () -> 0);
        try (ConfigurableApplicationContext context =
                        server.start(status, 0, List.of(Door.class, Closing.class), properties, OPEN);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(context))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } finally {
            shared.close();
        }
    }

    private static int port(ConfigurableApplicationContext context) {
        return java.util.Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    @Test
    void aRequestThatStopsHalfWayEndsAfterTheTimeForBytes() throws IOException {
        Map<String, Object> properties =
                Map.of("server.tomcat.connection-timeout", "1s", "server.tomcat.keep-alive-timeout", LONG);
        assertThat(talk(properties, "GET /health HTTP/1.1\r\nHost: loc")).doesNotContain("200");
    }

    @ParameterizedTest
    @CsvSource({"'',408", "'not a length\r\n',400"})
    void aBodyThatStallsOrIsBrokenIsAnsweredByItsReader(String end, int status) throws IOException {
        Map<String, Object> properties =
                Map.of("server.tomcat.connection-timeout", "1s", "server.tomcat.keep-alive-timeout", LONG);
        String head = "POST /body HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";
        assertThat(talk(properties, head + end))
                .startsWith("HTTP/1.1 " + status)
                .contains("application/json", "Connection: close")
                .endsWith("{\"read\":3}");
        assertThat(talk(properties, head + "0\r\n\r\nGET"))
                .startsWith("HTTP/1.1 202")
                .contains("{\"read\":3}");
    }

    @Test
    void aConnectionWithoutAFurtherRequestEndsAfterTheIdleTime() throws IOException {
        Map<String, Object> properties =
                Map.of("server.tomcat.connection-timeout", LONG, "server.tomcat.keep-alive-timeout", "1s");
        assertThat(talk(properties, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aRequestAtTheMomentOfClosingIsNotCalledBad() throws IOException {
        ClosingProtocol.CLOSES_AFTER.set(1);
        try {
            assertThat(talk(Map.of(), "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"))
                    .startsWith("HTTP/1.1 503")
                    .contains("application/json", "Connection: close", "Retry-After: 1")
                    .contains("\"code\":\"NOT_READY\"");
        } finally {
            ClosingProtocol.CLOSES_AFTER.set(Integer.MAX_VALUE);
        }
    }

    @Test
    void aRequestWithoutAHostStaysBad() throws IOException {
        assertThat(talk(Map.of(), "GET /health HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    }
}
