package io.truenow.launcher.cli;

import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.RunState;
import io.truenow.launcher.role.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code truenow status}: each role, its port and how it is, asked of the roles themselves. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows each role, its port and its health.")
public final class StatusCommand implements Callable<Integer> {

    /** Forms of output. */
    enum Output {
        TABLE,
        JSON
    }

    /** One line of the answer. */
    record Line(String role, int port, String state, String detail) {}

    private static final int REFUSED = 401;

    @Mixin
    private final Place place = new Place();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    public Integer call() throws InterruptedException {
        Optional<RunState> state = RunState.read(new DataFolder(place.dataDir()));
        boolean running = state.flatMap(RunState::process).isPresent();
        List<Line> lines = new ArrayList<>();
        boolean healthy = running;
        for (Role role : Role.values()) {
            Line line = line(role, state, running);
            lines.add(line);
            healthy &= !role.built()
                    || line.state().equals("healthy")
                    || line.state().equals("not running here");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(mapper.writeValueAsString(lines));
        } else {
            out.println(
                    running
                            ? "running, pid " + state.get().pid() + ", version "
                                    + state.get().version()
                            : "not running");
            lines.forEach(
                    l -> out.printf(Locale.ROOT, "%-18s %6d  %-16s %s%n", l.role(), l.port(), l.state(), l.detail()));
        }
        return running ? healthy ? ExitCode.OK : ExitCode.FAILURE : ExitCode.UNAVAILABLE;
    }

    private Line line(Role role, Optional<RunState> state, boolean running) throws InterruptedException {
        int port = state.map(s -> s.ports().get(role.title())).orElse(place.port(role));
        if (!role.built()) {
            return new Line(role.title(), place.port(role), "not built", role.purpose());
        }
        if (!running) {
            return new Line(role.title(), port, "down", role.purpose());
        }
        if (!state.orElseThrow().ports().containsKey(role.title())) {
            return new Line(role.title(), port, "not running here", role.purpose());
        }
        try {
            HttpRequest request = place.caller(port)
                    .request(place.url(port) + "/status")
                    .timeout(Duration.ofSeconds(5))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = mapper.readTree(response.body());
            if (response.statusCode() == REFUSED) {
                return new Line(
                        role.title(), port, "refused", answer.path("error").asString(""));
            }
            List<String> wrong = new ArrayList<>();
            answer.path("components").properties().forEach(c -> {
                if (!c.getValue().asString("").equals("ok")) {
                    wrong.add(c.getKey() + ": " + c.getValue().asString(""));
                }
            });
            return new Line(
                    role.title(),
                    port,
                    answer.path("status").asString("unknown"),
                    wrong.isEmpty() ? role.purpose() : String.join("; ", wrong));
        } catch (IOException e) {
            return new Line(role.title(), port, "no answer", String.valueOf(e.getMessage()));
        }
    }
}
