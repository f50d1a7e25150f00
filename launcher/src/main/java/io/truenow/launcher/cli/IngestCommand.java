package io.truenow.launcher.cli;

import io.truenow.launcher.access.Caller;
import io.truenow.launcher.role.Role;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code truenow ingest}: sends a file of events, one JSON object a line. Lines go in requests of bounded size, in order, one at a
 * time; a request whose outcome is unknown or that the server is too busy for is sent again, which is safe because event ids make
 * it so. What a rate limit let through is not sent again.
 */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Sends a file of events: one JSON object a line (NDJSON), plain or gzip.",
        footer = {
            "",
            "Each line names its namespace and table, or --namespace and --table do.",
            "Tables that it makes remember event ids for ever, so that sending a file again changes nothing."
        })
public final class IngestCommand implements Callable<Integer> {

    /** Most bytes of one request. */
    private static final int REQUEST_BYTES = 2 << 20;

    /** Rejections that are printed in full. */
    private static final int SHOWN_REJECTIONS = 10;

    @Mixin
    private final Place place = new Place();

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file = "-";

    @Option(names = "--namespace", paramLabel = "NAME", description = "Namespace of lines that name none.")
    private @Nullable String namespace;

    @Option(names = "--table", paramLabel = "NAME", description = "Table of lines that name none.")
    private @Nullable String table;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "20",
            description = "Tries again after a failure that may pass (default: ${DEFAULT-VALUE}).")
    private int retries = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper mapper = JsonMapper.builder().build();

    private Caller caller = Caller.UNKNOWN;
    private long received;
    private long accepted;
    private long rejected;
    private long line;
    private long startNanos;
    private long shownNanos;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        startNanos = System.nanoTime();
        caller = place.caller(Role.GATEWAY);
        try (InputStream in = open()) {
            ByteArrayOutputStream request = new ByteArrayOutputStream(REQUEST_BYTES + 4096);
            byte[] buffer = new byte[1 << 16];
            int read;
            int lineStart = 0;
            while ((read = in.read(buffer)) > 0) {
                int from = 0;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        request.write(buffer, from, i + 1 - from);
                        from = i + 1;
                        lineStart = request.size();
                        if (request.size() >= REQUEST_BYTES) {
                            send(request.toByteArray(), err);
                            request.reset();
                            lineStart = 0;
                        }
                    }
                }
                request.write(buffer, from, read - from);
                if (request.size() - lineStart > REQUEST_BYTES * 4) {
                    throw new CliException(ExitCode.FAILURE, "a line is longer than " + REQUEST_BYTES * 4 + " bytes.");
                }
            }
            if (request.size() > 0) {
                send(request.toByteArray(), err);
            }
        }
        clearProgress(err);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%,d events sent, %,d accepted, %,d rejected in %.1f s (%,.0f events/s)%n",
                        received,
                        accepted,
                        rejected,
                        seconds,
                        received / Math.max(seconds, 1e-3));
        return rejected == 0 ? ExitCode.OK : ExitCode.PARTIAL;
    }

    private InputStream open() throws IOException {
        InputStream raw;
        if (file.equals("-")) {
            raw = System.in;
        } else {
            if (!Files.isReadable(Path.of(file))) {
                throw new CliException(ExitCode.NOT_FOUND, "the file [" + file + "] cannot be read.");
            }
            raw = new FileInputStream(file);
        }
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private void send(byte[] lines, PrintWriter err) throws InterruptedException {
        byte[] body = lines;
        for (int attempt = 0; ; attempt++) {
            String failure;
            int status = 0;
            long waitMillis = Math.min(5_000, 100L << Math.min(attempt, 6));
            try {
                HttpResponse<String> answer = client.send(request(body), HttpResponse.BodyHandlers.ofString());
                status = answer.statusCode();
                if (status / 100 == 2 || status == 400) {
                    count(status, answer.body(), err);
                    return;
                }
                failure = "the gateway answered " + status + ": " + answer.body();
                int durable = status == 429 ? countDurable(answer.body(), err) : 0;
                if (durable > 0) {
                    body = behind(body, durable);
                    attempt = -1;
                    waitMillis = 0;
                }
                waitMillis = answer.headers().firstValueAsLong("Retry-After").orElse(0) * 1_000 + waitMillis;
            } catch (ConnectException e) {
                failure = "no gateway answers at " + place.url(Role.GATEWAY) + "; is it up? (truenow up)";
            } catch (IOException e) {
                failure = "the connection to the gateway broke: " + e.getMessage();
            }
            boolean mayPass = status == 0 || status == 429 || status == 503;
            if (!mayPass || retries == 0 || attempt >= retries || (status == 0 && received == 0 && attempt >= 2)) {
                throw new CliException(
                        status == 429
                                ? ExitCode.RATE_LIMITED
                                : mayPass
                                        ? ExitCode.UNAVAILABLE
                                        : status == 401 || status == 403 ? ExitCode.AUTH : ExitCode.FAILURE,
                        failure + " (" + String.format(Locale.ROOT, "%,d", accepted) + " events are accepted so far)");
            }
            Thread.sleep(Duration.ofMillis(waitMillis));
        }
    }

    private HttpRequest request(byte[] body) {
        StringBuilder url = new StringBuilder(place.url(Role.GATEWAY)).append("/v1/batch?format=ndjson");
        if (namespace != null) {
            url.append("&namespace=").append(URLEncoder.encode(namespace, StandardCharsets.UTF_8));
        }
        if (table != null) {
            url.append("&table=").append(URLEncoder.encode(table, StandardCharsets.UTF_8));
        }
        HttpRequest.Builder request = caller.request(url.toString())
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-ndjson")
                .header("X-Dedup-Window", "unbounded");
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private void count(int status, String body, PrintWriter err) {
        JsonNode answer = mapper.readTree(body);
        JsonNode errors = answer.path("errors");
        long events = answer.path("events_received").asLong(0);
        long good = answer.path("events_accepted").asLong(0);
        if (status == 400 && events == 0) {
            throw new CliException(ExitCode.FAILURE, "the gateway refused the lines after line " + line + ": " + body);
        }
        show(errors, Long.MAX_VALUE, err);
        rejected = Math.max(rejected, received + events - accepted - good);
        received += events;
        accepted += good;
        line += events;
        progress(err);
    }

    /** Counts the lines of a request that are durable or were refused before the rest was refused for its rate; how many they are. */
    private int countDurable(String body, PrintWriter err) {
        JsonNode answer = mapper.readTree(body);
        int durable = answer.path("last_durable_line").asInt(0);
        if (durable > 0) {
            long good = answer.path("events_accepted").asLong(0);
            long before = rejected;
            show(answer.path("errors"), durable, err);
            if (answer.has("errors_omitted")) {
                rejected = Math.max(rejected, before + durable - good);
            }
            received += good + rejected - before;
            accepted += good;
            line += durable;
            progress(err);
        }
        return durable;
    }

    /** What follows so many lines. */
    private static byte[] behind(byte[] body, int lines) {
        int from = 0;
        for (int left = lines; left > 0 && from < body.length; from++) {
            left -= body[from] == '\n' ? 1 : 0;
        }
        return Arrays.copyOfRange(body, from, body.length);
    }

    private void show(JsonNode errors, long before, PrintWriter err) {
        for (JsonNode e : errors) {
            if (e.path("index").asLong() >= before) {
                continue;
            }
            if (rejected + 1 <= SHOWN_REJECTIONS) {
                clearProgress(err);
                err.println("line " + (line + e.path("index").asLong() + 1) + ": "
                        + e.path("error").asString(""));
            }
            rejected++;
        }
    }

    private void progress(PrintWriter err) {
        long now = System.nanoTime();
        boolean terminal = System.console() != null && System.console().isTerminal();
        long every = terminal ? 100_000_000L : 2_000_000_000L;
        if (now - shownNanos < every) {
            return;
        }
        shownNanos = now;
        double seconds = (now - startNanos) / 1e9;
        String text = String.format(
                Locale.ROOT, "%,d events accepted, %,.0f events/s", accepted, received / Math.max(seconds, 1e-3));
        err.print(terminal ? "\r\033[K" + text : text + System.lineSeparator());
        err.flush();
    }

    private static void clearProgress(PrintWriter err) {
        if (System.console() != null && System.console().isTerminal()) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
