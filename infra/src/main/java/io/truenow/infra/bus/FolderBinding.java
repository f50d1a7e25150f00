package io.truenow.infra.bus;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.files.LocalDisk;
import io.truenow.infra.server.LogIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Which log the checkpoints and known ends of a data folder follow from, in the file {@code log-identity} of two lines (cluster id,
 * topic id); and the name under which a server of that folder reads a log that is not its own, in {@code node-id}. A position means
 * nothing in another log, so a folder is never used with another. Not thread-safe.
 */
public final class FolderBinding {

    private static final String IDENTITY = "log-identity";
    private static final String NODE = "node-id";

    private final Path root;

    /** Of an existing data folder. */
    public FolderBinding(Path root) {
        this.root = root;
    }

    /**
     * Binds the folder to a log, for good.
     *
     * @param where where the log answers, for the sentence
     * @param embedded whether the log lies in the folder itself; then a folder of an older build, which wrote no identity, is bound too
     * @throws TrueNowException {@code ALREADY_EXISTS} if the folder belongs to another log
     */
    public void require(LogIdentity log, String where, boolean embedded) {
        try {
            Path file = root.resolve(IDENTITY);
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                LogIdentity known = new LogIdentity(lines.get(0), lines.get(1));
                if (!known.equals(log)) {
                    throw foreign("belongs to the log [" + known + "]", log, where);
                }
            } else if (!embedded && Files.exists(root.resolve("log-ends"))) {
                throw foreign("belongs to a log of its own", log, where);
            } else {
                write(IDENTITY, log.clusterId() + "\n" + log.topicId() + "\n");
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new TrueNowException(
                    ErrorCode.LOG_UNAVAILABLE,
                    "The file [" + root.resolve(IDENTITY)
                            + "], which says to which log the data folder belongs, cannot be used.",
                    e);
        }
    }

    private TrueNowException foreign(String belongs, LogIdentity log, String where) {
        return new TrueNowException(
                ErrorCode.ALREADY_EXISTS,
                "The data folder [" + root + "] " + belongs + ", and the log at [" + where + "] is [" + log
                        + "]: start on the log that it belongs to, or choose an empty folder with --data-dir; what is kept in it"
                        + " is built again from the log.");
    }

    /** A name that stays with the folder. */
    public String nodeName() {
        Path file = root.resolve(NODE);
        try {
            if (!Files.exists(file)) {
                write(NODE, "node-" + UUID.randomUUID() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The file [" + file + "] cannot be used.", e);
        }
    }

    private void write(String name, String text) throws IOException {
        new LocalDisk(root).write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
