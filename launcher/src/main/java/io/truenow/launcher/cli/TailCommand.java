package io.truenow.launcher.cli;

import io.truenow.launcher.role.Role;
import io.truenow.launcher.tail.TailClient;
import io.truenow.launcher.tail.TailEvents;
import io.truenow.launcher.tail.TailLines;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code truenow tail}: events as the log takes them, one line each, until Ctrl-C. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Shows events as the log takes them, until Ctrl-C.",
        footer = {
            "",
            "What the log took twice is shown twice; queries count it once. A lost connection is taken up again where it broke.",
            "Exit codes: 0 the wanted events were shown, 2 wrong use, 7 no server."
        })
public final class TailCommand implements Callable<Integer> {

    private static final int USUAL_RATE = 1_000;

    @Mixin
    private final Place place = new Place();

    @Parameters(paramLabel = "NAMESPACE[.TABLE]", description = "Whose events.")
    private String source = "";

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            defaultValue = "now",
            description = "now, beginning, or the id of a message of /v1/tail (default: ${DEFAULT-VALUE}).")
    private String from = "now";

    @Option(
            names = "--filter",
            paramLabel = "DIMENSION=VALUE",
            description = "Only events whose dimension has this value; repeatable, all must hold.")
    private Map<String, String> filters = new LinkedHashMap<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Most events a second; how many are left out is said (default: 1000; 0: all).")
    private int rate = USUAL_RATE;

    @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
    private @Nullable Long count;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); json is one object a line.")
    private TailLines.Form output = TailLines.Form.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 0 || count != null && count <= 0) {
            throw new CliException(ExitCode.USAGE, "--rate is 0 or more, --count is 1 or more.");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        TailLines lines = new TailLines(output, out, notes, count == null ? Long.MAX_VALUE : count);
        try (TailClient client = new TailClient(uri(), place.caller(Role.QUERY))) {
            TailEvents.End end = client.follow(lines, from.equals("now") || from.equals("beginning") ? null : from);
            return switch (end) {
                case TailEvents.Enough enough -> ExitCode.OK;
                case TailEvents.Refused refused -> throw new CliException(ExitCode.USAGE, refused.why());
                case TailEvents.Away away ->
                    throw new CliException(
                            ExitCode.UNAVAILABLE,
                            "no server answers at " + place.url(Role.QUERY) + " (" + away.why()
                                    + "); is it up? (truenow up)");
            };
        }
    }

    private String uri() {
        int dot = source.indexOf('.');
        StringBuilder uri = new StringBuilder(place.url(Role.QUERY))
                .append("/v1/tail?namespace=")
                .append(encoded(dot < 0 ? source : source.substring(0, dot)));
        if (dot >= 0) {
            uri.append("&table=").append(encoded(source.substring(dot + 1)));
        }
        if (from.equals("now") || from.equals("beginning")) {
            uri.append("&from=").append(from);
        }
        if (rate > 0) {
            uri.append("&rate=").append(rate);
        }
        filters.forEach((name, value) ->
                uri.append("&dim.").append(encoded(name)).append('=').append(encoded(value)));
        return uri.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
