package io.truenow.infra.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's own {@code postmaster.pid} says: process and port of the server on a data directory.
 *
 * @param data data directory, absolute
 */
record PostmasterFile(Path data, long pid, int port) {

    /** Reads the file of a data directory; empty if there is none, or half of one. */
    static Optional<PostmasterFile> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(file(data));
            return Optional.of(new PostmasterFile(
                    data,
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip())));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** The process, if one of that number lives. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    /**
     * Whether the living process is the server of our data directory: by its own answer on the port or, while it does not answer
     * (starting, recovering, stopping), by its working directory, which a server sets to its data directory.
     */
    boolean isOurs(Properties login) {
        String answered = dataDirectory(port, login);
        return answered != null
                ? same(Path.of(answered))
                : workingDirectory().map(this::same).orElse(false);
    }

    private Optional<Path> workingDirectory() {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")));
        } catch (IOException | UnsupportedOperationException hidden) {
            return Optional.empty();
        }
    }

    private boolean same(Path other) {
        try {
            return Files.isSameFile(data, other);
        } catch (IOException gone) {
            return false;
        }
    }

    /** What the server on a loopback port says of its data directory; null if none answers us. */
    static @Nullable String dataDirectory(int port, Properties login) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW data_directory")) {
            return answer.next() ? answer.getString(1) : null;
        } catch (SQLException silent) {
            return null;
        }
    }
}
