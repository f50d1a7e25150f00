package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the last stage of the Dockerfile assembles and says, without a container: the files of its {@code COPY} lines in one folder, its
 * {@code ENV}, and the words of {@code ENTRYPOINT}, {@code CMD} and {@code HEALTHCHECK}. Instead of the stage that rehearses, the cache of the
 * start script is taken, which comes from the same rehearsal of the same jars; where there is none, as in an image whose rehearsal failed.
 *
 * @param folder stands for {@code /app}
 * @param environment variables of the image
 * @param start entry point and command, with the folder in place of {@code /app}
 * @param healthcheck the command that asks for its health, likewise
 */
record ImageFiles(Path folder, Map<String, String> environment, List<String> start, List<String> healthcheck) {

    private static final Duration UNPACK = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Assembles it.
     *
     * @param work an empty folder for layers and image
     * @param jar the built product
     */
    static ImageFiles assemble(Path work, Path jar) throws IOException {
        String text = Files.readString(Product.home().resolve("Dockerfile")).replace("\\\n", " ");
        Path layers = unpack(work, jar, text);
        Path app = Files.createDirectory(work.resolve("app"));
        Map<String, String> environment = new HashMap<>();
        Map<String, List<String>> words = new HashMap<>();
        for (String line : text.substring(text.lastIndexOf("\nFROM ")).lines().toList()) {
            String instruction = line.split(" ", 2)[0];
            switch (instruction) {
                case "COPY" -> copy(line, layers, app);
                case "ENV" ->
                    Arrays.stream(line.substring(4).strip().split("\\s+"))
                            .map(one -> one.split("=", 2))
                            .forEach(one -> environment.put(one[0], one[1]));
                case "ENTRYPOINT", "CMD", "HEALTHCHECK" -> words.put(instruction, words(line, app));
                default -> {
                    // Says nothing about files or the start.
                }
            }
        }
        List<String> start = new ArrayList<>(words.getOrDefault("ENTRYPOINT", List.of()));
        start.addAll(words.getOrDefault("CMD", List.of()));
        return new ImageFiles(app, environment, start, words.getOrDefault("HEALTHCHECK", List.of()));
    }

    /** Runs the Dockerfile's own command for it. */
    private static Path unpack(Path work, Path jar, String text) throws IOException {
        String run = text.lines()
                .filter(line -> line.contains("-Djarmode=tools"))
                .findFirst()
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of(run.substring(run.indexOf("-Djarmode"), run.indexOf("&&"))
                .strip()
                .split("\\s+")));
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Files.createSymbolicLink(work.resolve("truenow.jar"), jar);
        Ran ran = Ran.run(work, Map.of(), UNPACK, command);
        assertThat(ran.exitCode()).as("%s%s", ran.out(), ran.err()).isZero();
        return work.resolve("layers");
    }

    private static List<String> words(String line, Path app) {
        return JSON.readTree(line.substring(line.indexOf('[')))
                .valueStream()
                .map(word -> word.asString("").replaceFirst("^/app/", app + "/"))
                .toList();
    }

    private static void copy(String line, Path layers, Path app) throws IOException {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        assertThat(words.removeFirst()).isEqualTo("COPY");
        assertThat(words.removeLast()).isEqualTo("./");
        String from = "";
        String mode = "0644";
        while (words.getFirst().startsWith("--")) {
            String[] option = words.removeFirst().split("=", 2);
            from = option[0].equals("--from") ? option[1] : from;
            mode = option[0].equals("--chmod") ? option[1] : mode;
        }
        if (from.equals("rehearse")) {
            Path cache = Product.home().resolve("launcher/target/app/truenow.aot");
            if (Files.isReadable(cache)) {
                Files.copy(cache, app.resolve("truenow.aot"));
            }
            return;
        }
        for (String source : words) {
            if (from.equals("unpack")) {
                assertThat(source).startsWith("/unpack/layers/").endsWith("/");
                tree(layers.resolve(source.substring("/unpack/layers/".length())), app);
            } else {
                Path file = Product.home().resolve(source);
                Path copy = Files.copy(file, app.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                assertThat(mode).isIn("0644", "0755");
                Files.setPosixFilePermissions(
                        copy, PosixFilePermissions.fromString(mode.equals("0755") ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    /** Moves the contents of a layer; a layer that is not there fails, as it does in a build. */
    private static void tree(Path layer, Path app) throws IOException {
        try (Stream<Path> files = Files.walk(layer)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = app.resolve(layer.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createLink(target, file);
                }
            }
        }
    }
}
