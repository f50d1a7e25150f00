package io.truenow.sql.server;

import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.avatica.metrics.noop.NoopMetricsSystem;
import org.apache.calcite.avatica.remote.Handler;
import org.apache.calcite.avatica.remote.JsonHandler;
import org.apache.calcite.avatica.remote.LocalService;
import org.apache.calcite.avatica.remote.ProtobufHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Avatica over HTTP: one POST route for both serialisations. A JSON request begins with a brace, a protobuf one never does, so the
 * driver's {@code serialization} property alone decides.
 */
@Requires(Permission.QUERY)
@Controller
public final class AvaticaController {

    private final ProtobufHandler protobuf;
    private final JsonHandler json;
    private final int maxRequestBytes;

    /** A controller over a service. */
    public AvaticaController(EngineMeta meta, JdbcSettings settings) {
        LocalService service = new LocalService(meta);
        this.protobuf = new ProtobufHandler(service, new QuietTranslation(), NoopMetricsSystem.getInstance());
        this.json = new JsonHandler(service, NoopMetricsSystem.getInstance());
        var metadata = new org.apache.calcite.avatica.remote.Service.RpcMetadataResponse("truenow");
        protobuf.setRpcMetadata(metadata);
        json.setRpcMetadata(metadata);
        this.maxRequestBytes = settings.maxRequestBytes();
    }

    /** Says what this port is to a browser. */
    @GetMapping("/")
    public void about(HttpServletResponse response) throws IOException {
        write(
                response,
                200,
                "text/plain;charset=utf-8",
                ("This is the JDBC port of TrueNow."
                                + " Connect with jdbc:avatica:remote:url=http://HOST:PORT;serialization=protobuf\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Answers one request of a driver. */
    @PostMapping("/")
    public void call(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(maxRequestBytes + 1);
        if (body.length > maxRequestBytes) {
            write(response, 413, "text/plain", new byte[0]);
            return;
        }
        Principal caller = Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
        ScopedValue.where(EngineMeta.CALLER, caller).call(() -> {
            answer(body, response);
            return null;
        });
    }

    private void answer(byte[] body, HttpServletResponse response) throws IOException {
        if (body.length > 0 && body[0] == '{') {
            Handler.HandlerResponse<String> answer = json.apply(new String(body, StandardCharsets.UTF_8));
            write(
                    response,
                    answer.getStatusCode(),
                    "application/json",
                    QuietTranslation.withoutTraces(answer).getBytes(StandardCharsets.UTF_8));
        } else {
            Handler.HandlerResponse<byte[]> answer = protobuf.apply(body);
            write(response, answer.getStatusCode(), "application/octet-stream", answer.getResponse());
        }
    }

    private static void write(HttpServletResponse response, int status, String type, byte[] bytes) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
