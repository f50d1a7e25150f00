package io.truenow.launcher.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built product as it is now, in a folder where a later build does not change it. Where this process itself runs from the prepared
 * folder, which the start script only uses while it belongs to the build, that is taken with its ahead-of-time cache; else the one jar.
 *
 * @param jar what {@code java -jar} runs
 * @param startWords words for a JVM that runs a server from it, before those of the server
 */
record FrozenProduct(Path jar, List<String> startWords) {

    private static final String JAR = "truenow.jar";
    private static final String CACHE = "truenow.aot";

    /** Copies the start words. */
    FrozenProduct {
        startWords = List.copyOf(startWords);
    }

    /**
     * Links or copies the product into a folder.
     *
     * @param home the source tree
     * @throws CliException if it is not built
     */
    static FrozenProduct in(Path folder, Path home) throws IOException {
        Path own = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        Path prepared = own.getParent();
        if (prepared != null
                && own.endsWith(JAR)
                && prepared.startsWith(home)
                && Files.isRegularFile(prepared.resolve(CACHE))) {
            Path copy = folder.resolve("app");
            link(prepared, copy, List.of(JAR, CACHE));
            link(prepared.resolve("lib"), copy.resolve("lib"), List.of());
            Path jar = copy.resolve(JAR);
            return new FrozenProduct(
                    jar, List.of("-XX:AOTCache=" + copy.resolve(CACHE), "-Xlog:aot*=off", "-jar", jar.toString()));
        }
        Path built = home.resolve("launcher/target").resolve(JAR);
        if (!Files.isReadable(built)) {
            throw new CliException(ExitCode.NOT_FOUND, "the product is not built: " + built + " (truenow build)");
        }
        Path jar = Files.copy(built, folder.resolve(JAR));
        return new FrozenProduct(jar, List.of("-jar", jar.toString()));
    }

    /** Links the named files of a folder, or all. Times stay as they are: the cache is only good for jars of the same times. */
    private static void link(Path from, Path to, List<String> names) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path name = file.getFileName();
                if (names.isEmpty() || names.contains(name.toString())) {
                    link(file, to.resolve(name));
                }
            }
        }
    }

    private static void link(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // On another volume, for example.
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
