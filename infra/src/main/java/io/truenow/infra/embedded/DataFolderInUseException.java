package io.truenow.infra.embedded;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.nio.file.Path;

/** Another launcher holds the data folder. */
public final class DataFolderInUseException extends TrueNowException {

    private static final long serialVersionUID = 1L;

    private final long pid;

    DataFolderInUseException(Path root, long pid) {
        super(
                ErrorCode.ALREADY_EXISTS,
                "The data folder [" + root + "] is in use by the process [" + (pid < 0 ? "unknown" : pid)
                        + "]; stop it with [truenow down], or choose another folder with --data-dir.");
        this.pid = pid;
    }

    /** Process that holds the folder; -1 if it did not say. */
    public long pid() {
        return pid;
    }
}
