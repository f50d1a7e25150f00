package io.truenow.launcher.cli;

import io.truenow.launcher.settings.Machine;
import io.truenow.launcher.settings.SettingValues;
import io.truenow.launcher.settings.SettingValues.Value;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code truenow config print}: the value of each setting as a server would read it here, and where it comes from. */
@Command(
        name = "print",
        mixinStandardHelpOptions = true,
        description = "Prints the settings that a server started here would have, and where each comes from.",
        footer = {"", "Exit codes: 0 all is well, 2 something is wrong; what, is listed after the settings."})
public final class ConfigPrintCommand implements Callable<Integer> {

    /** Forms of output. */
    enum Output {
        TABLE,
        YAML,
        JSON
    }

    @Mixin
    private final Place place = new Place();

    @Option(names = "--defaults", description = "Show the settings that nobody set, too.")
    private boolean defaults;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); yaml is a config/truenow.yaml.")
    private Output output = Output.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        SettingValues values = place.sources().resolve(Machine.here());
        List<String> problems = place.problems();
        List<Value> shown = values.all().stream()
                .filter(value -> value.isSet() || defaults && !value.text().isEmpty())
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TABLE -> table(shown, out);
            case YAML -> out.print(yaml(shown));
            case JSON -> out.println(json(shown, values.notes(), problems));
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        if (output != Output.JSON) {
            values.notes().forEach(note -> err.println("note: " + note));
            problems.forEach(problem -> err.println("wrong: " + problem));
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private static void table(List<Value> values, PrintWriter out) {
        TextTable table = new TextTable("setting", "value", "from");
        for (Value value : values) {
            table.row(value.setting().variable(), value.shown(), from(value));
        }
        table.print(out);
        if (values.isEmpty()) {
            out.println("Nothing is set; --defaults shows what holds then.");
        }
    }

    private static String from(Value value) {
        return switch (value.source()) {
            case "default" -> "default";
            case "environment" -> "environment " + value.place();
            default -> value.place();
        };
    }

    /** Only what a file may set, and no secret: what comes out can go in. */
    private static String yaml(List<Value> values) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (Value value : values) {
            if (value.setting().key() != null
                    && !value.setting().secret()
                    && value.value().isPresent()) {
                put(root, value.setting().key(), plain(value.value().get(), value.text(), value.isSet()));
            }
        }
        DumperOptions form = new DumperOptions();
        form.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return root.isEmpty() ? "" : new Yaml(form).dump(root);
    }

    private static Object plain(Object value, String text, boolean set) {
        if (value instanceof Boolean || value instanceof Integer) {
            return value;
        }
        // A default that is computed has a sentence for a text; only sizes are.
        return value instanceof Long bytes ? (Object) (bytes / (double) (1L << 30)) : text;
    }

    @SuppressWarnings("unchecked") // Sections are maps that this method made.
    private static void put(Map<String, Object> root, String key, Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            root.put(key, value);
        } else {
            put(
                    (Map<String, Object>) root.computeIfAbsent(key.substring(0, dot), k -> new LinkedHashMap<>()),
                    key.substring(dot + 1),
                    value);
        }
    }

    private static String json(List<Value> values, List<String> notes, List<String> problems) {
        List<Map<String, Object>> settings = new ArrayList<>();
        for (Value value : values) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("setting", value.setting().variable());
            one.put("key", value.setting().key());
            one.put("value", value.shown());
            one.put("source", value.source());
            one.put("place", value.place());
            settings.add(one);
        }
        return JsonMapper.shared()
                .writeValueAsString(Map.of("settings", settings, "notes", notes, "problems", problems));
    }
}
