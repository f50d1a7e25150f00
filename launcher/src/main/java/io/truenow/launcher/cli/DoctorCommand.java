package io.truenow.launcher.cli;

import io.truenow.events.time.MicroClock;
import io.truenow.launcher.doctor.Examination;
import io.truenow.launcher.doctor.Finding;
import io.truenow.launcher.settings.Machine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code truenow doctor}: what a server here needs, what is wrong with it, and how to mend it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks at ports, disk, memory, settings and external servers, and says how to mend what is wrong.",
        footer = {"", "Exit codes: 0 nothing failed, 1 something did."})
public final class DoctorCommand implements Callable<Integer> {

    /** Forms of output. */
    enum Output {
        TABLE,
        JSON
    }

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

    @Override
    public Integer call() {
        List<Finding> findings = Examination.of(place.sources(), Machine.here(), MicroClock.system());
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(JsonMapper.shared()
                    .writeValueAsString(
                            findings.stream().map(DoctorCommand::json).toList()));
        } else {
            findings.forEach(finding -> print(finding, out));
        }
        out.flush();
        return findings.stream().anyMatch(f -> f.level() == Finding.Level.FAIL) ? ExitCode.FAILURE : ExitCode.OK;
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }

    private static void print(Finding finding, PrintWriter out) {
        out.printf(Locale.ROOT, "%-8s %-20s %s%n", word(finding), finding.check(), finding.found());
        if (finding.mend() != null) {
            out.printf(Locale.ROOT, "%-29s -> %s%n", "", finding.mend());
        }
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("check", finding.check());
        one.put("level", word(finding));
        one.put("found", finding.found());
        if (finding.mend() != null) {
            one.put("mend", finding.mend());
        }
        return one;
    }
}
