package io.truenow.launcher.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from.
 *
 * @param flags options of the command line that were given
 * @param environment environment variables
 * @param withFiles whether the files of settings are looked for
 */
public record SettingSources(Map<String, String> flags, Map<String, String> environment, boolean withFiles) {

    /** Copies both. */
    public SettingSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    /** No settings but these two; no file is looked for. */
    public static SettingSources bare(Path dataDir, int portOffset) {
        return new SettingSources(flags(dataDir, portOffset), Map.of(), false);
    }

    /** These two, and for the others the environment and the files. */
    public static SettingSources of(Path dataDir, int portOffset) {
        return new SettingSources(flags(dataDir, portOffset), System.getenv(), true);
    }

    private static Map<String, String> flags(Path dataDir, int portOffset) {
        return Map.of("--data-dir", dataDir.toString(), "--port-offset", Integer.toString(portOffset));
    }

    /** The same with other environment variables on top; a blank one is unset. */
    public SettingSources withEnvironment(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(others);
        return new SettingSources(flags, all, withFiles);
    }

    /** The data folder, absolute. It is no setting of a file, because files may stand in it. */
    public Path dataDir() {
        String text = first("--data-dir", "TRUENOW_DATA_DIR");
        return Path.of(text == null ? ProcessOptions.DATA_DIR.usualText() : text)
                .toAbsolutePath()
                .normalize();
    }

    /** Finds the value of every setting. */
    public SettingValues resolve(Machine machine) {
        ConfigFolder folder =
                withFiles ? ConfigFolder.find(first("--config", "TRUENOW_CONFIG"), dataDir()) : ConfigFolder.none();
        return SettingValues.resolve(flags, environment, folder, machine);
    }

    private @Nullable String first(String flag, String variable) {
        String text = flags.containsKey(flag) ? flags.get(flag) : environment.get(variable);
        return text == null || text.isBlank() ? null : text.strip();
    }
}
