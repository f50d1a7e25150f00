package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a start of the server printed. Thread-safe.
 *
 * @param file where its output goes
 */
public record ServerOutput(Path file) {

    /** The text so far; empty if there is no file. */
    public String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has said that it is ready. */
    public boolean saysReady() {
        return text().lines().anyMatch(line -> line.equals("ready") || line.startsWith("ready "));
    }
}
