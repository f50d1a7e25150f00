package io.truenow.infra.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Layout of the folder that holds everything of one node. Thread-safe.
 *
 * @param root the folder, absolute
 */
public record DataFolder(Path root) {

    /** Makes the path absolute. */
    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Makes the folders that are missing. */
    public DataFolder create() {
        try {
            for (Path folder : new Path[] {root, kafka(), postgres(), hot(), logs()}) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder [" + root + "] cannot be made.", e);
        }
        return this;
    }

    /** The log of the embedded broker. */
    public Path kafka() {
        return root.resolve("kafka");
    }

    /** The embedded PostgreSQL: binaries and data. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Checkpoints of the hot tier. */
    public Path hot() {
        return root.resolve("hot");
    }

    /** One log file per role. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** What runs here, see {@link RunState}. */
    public Path runFile() {
        return root.resolve("run.json");
    }

    /** What this machine's own commands present to a server that demands credentials. */
    public Path localSecretFile() {
        return root.resolve("local-secret");
    }

    Path lockFile() {
        return root.resolve("truenow.lock");
    }
}
