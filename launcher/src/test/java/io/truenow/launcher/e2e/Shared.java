package io.truenow.launcher.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The folder with the source documents and the real data, and tools of the system. What is missing is a visible skip, or a failure where all is required. */
final class Shared {

    private Shared() {}

    /** A file of the shared folder. */
    static Path file(String name) {
        Path file = Path.of(System.getProperty("truenow.shared", "")).resolve(name);
        require(Files.isReadable(file), "The shared file [" + name + "] is not here.");
        return file;
    }

    /** A document whose name starts with a prefix. */
    static Path document(String prefix) throws java.io.IOException {
        Path folder = file("seeds");
        try (var files = Files.newDirectoryStream(folder, prefix + "*.txt")) {
            var found = files.iterator();
            require(found.hasNext(), "The document [" + prefix + "] is not here.");
            return found.next();
        }
    }

    /** A program on the path. */
    static void requireTool(String name) {
        boolean found = java.util.Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        require(found, "The program [" + name + "] is not installed.");
    }

    /** A failure where everything is required, else a skip. */
    static void require(boolean there, String sentence) {
        if (there) {
            return;
        }
        if (Boolean.getBoolean("truenow.require-all")) {
            Assertions.fail(sentence);
        }
        Assumptions.abort(sentence);
    }
}
