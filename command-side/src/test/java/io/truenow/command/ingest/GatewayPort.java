package io.truenow.command.ingest;

import io.truenow.command.limit.IngestLimits;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.ingest.EventBatchAccepted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway over memory behind a real Tomcat, with the routes of further formats, for tests in their packages. */
public final class GatewayPort implements AutoCloseable {

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final int port;

    /** Opens a free port. */
    public GatewayPort(Class<?>... routes) {
        this(null, routes);
    }

    /** Opens a free port of a gateway with rate limits. */
    public GatewayPort(@Nullable IngestLimits limits, Class<?>... routes) {
        IngestSettings settings = IngestSettings.defaults();
        gateway = new Gateway(settings, Gateway.CATALOG, DoorThreads.of(settings), limits);
        List<Class<?>> sources = new ArrayList<>(List.of(GatewayWebTest.Web.class, GatewayConfiguration.class));
        sources.addAll(List.of(routes));
        context = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(c -> {
                    var beans = c.getBeanFactory();
                    beans.registerSingleton("door", gateway.door);
                    beans.registerSingleton("clock", gateway.clock);
                    beans.registerSingleton("directory", gateway.directory);
                })
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.threads.virtual.enabled=true",
                        "--logging.level.root=error");
        port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /** Sends a text. */
    public HttpResponse<String> post(String path, String body) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes, with headers as name, value, name, value. */
    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body.length == 0 && !method.equals("POST")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Packs bytes. */
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** All that stands behind the port. */
    Gateway parts() {
        return gateway;
    }

    /** What stands behind the port, as far as tests of formats look. */
    public Behind gateway() {
        return new Behind(gateway);
    }

    /** The log and the catalogue behind the port. */
    public static final class Behind {
        private final Gateway parts;

        private Behind(Gateway parts) {
            this.parts = parts;
        }

        /** Ids of all durable events, in order. */
        public List<String> ids() {
            return parts.log.ids();
        }

        /** All durable records, in order. */
        public List<EventBatchAccepted> facts() {
            return parts.log.facts();
        }

        /** Paths of all tables. */
        public List<String> tables() {
            return parts.cache.tables("default").stream()
                    .map(TableDescriptor::ref)
                    .map(t -> t.namespace() + "." + t.table())
                    .toList();
        }

        /** Names of all namespaces. */
        public List<String> namespaces() {
            return parts.cache.namespaces("default").stream()
                    .map(NamespaceDescriptor::name)
                    .toList();
        }

        /** From now on nothing is admitted. */
        public void refuse(RuntimeException why) {
            parts.gate.refusal = why;
        }

        /** What record number {@code n}, counted from 0, is answered with. */
        public void logAnswers(IntFunction<Append> answers) {
            parts.log.answers(answers);
        }
    }

    @Override
    public void close() {
        context.close();
        gateway.close();
        client.close();
    }
}
