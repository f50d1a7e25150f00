package io.truenow.launcher.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that has ended.
 *
 * @param command what was run
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
record Ran(List<String> command, int exitCode, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Runs a program to its end, with nothing on its standard input. */
    static Ran run(Path folder, Map<String, String> environment, Duration limit, List<String> command) {
        return run(folder, environment, limit, command, new byte[0]);
    }

    /** Runs a program to its end; it is killed at the limit. */
    static Ran run(
            Path folder, Map<String, String> environment, Duration limit, List<String> command, byte[] standardInput) {
        try {
            Path in = Files.createTempFile("e2e", ".in");
            Path out = Files.createTempFile("e2e", ".out");
            Path err = Files.createTempFile("e2e", ".err");
            try {
                Files.write(in, standardInput);
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(
                            "Not done within " + limit + ": " + command + "\n" + text(out) + text(err));
                }
                return new Ran(command, process.exitValue(), text(out), text(err));
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + command, e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The standard output as JSON. */
    JsonNode json() {
        return JSON.readTree(out);
    }
}
