package io.truenow.launcher.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the files of settings: {@code truenow.yaml} with all keys, and the documented {@code gateway.yaml} and
 * {@code hot-tier.yaml}, whose keys are those of their section.
 *
 * @param path the folder; empty if there is none
 * @param files those that were found
 * @param problems what is wrong with the folder itself
 */
record ConfigFolder(Optional<Path> path, List<ConfigFile> files, List<String> problems) {

    /** File name → section of its keys, the file that wins last. */
    private static final Map<String, String> NAMES = names();

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("truenow.yaml", "");
        names.put("gateway.yaml", "gateway");
        names.put("hot-tier.yaml", "hot_tier");
        return names;
    }

    /** No folder. */
    static ConfigFolder none() {
        return new ConfigFolder(Optional.empty(), List.of(), List.of());
    }

    /**
     * Looks for the files: in the named folder if one is named, else in {@code ./config}, else in the data folder.
     *
     * @param named from the command line or the environment
     */
    static ConfigFolder find(@Nullable String named, Path dataDir) {
        if (named != null) {
            Path folder = Path.of(named);
            List<ConfigFile> files = read(folder);
            return new ConfigFolder(
                    Optional.of(folder),
                    files,
                    files.isEmpty()
                            ? List.of("The folder of settings [" + named + "] has none of the files " + NAMES.keySet()
                                    + ".")
                            : List.of());
        }
        for (Path folder : List.of(Path.of("config"), dataDir)) {
            List<ConfigFile> files = read(folder);
            if (!files.isEmpty()) {
                return new ConfigFolder(Optional.of(folder), files, List.of());
            }
        }
        return none();
    }

    private static List<ConfigFile> read(Path folder) {
        List<ConfigFile> files = new ArrayList<>();
        NAMES.forEach((name, section) -> {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                files.add(ConfigFile.read(file, section));
            }
        });
        return files;
    }
}
