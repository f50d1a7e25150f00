package io.truenow.launcher.role;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A port that waits as long as it was told to, and no longer: each test ends by the server's closing, not by its own patience. */
class RoleServerTest {

    /** Longer than what is set here, shorter than what holds without it. */
    private static final int PATIENCE_MILLIS = 15_000;

    private static final String LONG = "600s";
    private static final Filter OPEN = (request, response, chain) -> chain.doFilter(request, response);

    private static String talk(Map<String, Object> properties, String said) throws IOException {
        GenericApplicationContext shared = new GenericApplicationContext();
        shared.refresh();
        RoleStatus status = new RoleStatus(
                Role.QUERY, () -> RoleHealth.of(Map.of()), Map::of, () -> "", Map::of, new RoleTraffic());
        RoleServer server = new RoleServer(shared, "127.0.0.1", "1", "test", () -> 0);
        try (ConfigurableApplicationContext context = server.start(status, 0, List.of(), properties, OPEN);
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

    @Test
    void aConnectionWithoutAFurtherRequestEndsAfterTheIdleTime() throws IOException {
        Map<String, Object> properties =
                Map.of("server.tomcat.connection-timeout", LONG, "server.tomcat.keep-alive-timeout", "1s");
        assertThat(talk(properties, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }
}
