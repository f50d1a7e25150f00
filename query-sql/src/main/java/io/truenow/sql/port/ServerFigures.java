package io.truenow.sql.port;

import io.truenow.hottier.read.CheckpointFigures;
import java.util.List;

/**
 * What the server knows of itself beyond its tables, for the system tables. Thread-safe; answers from memory. What is server-wide is shown
 * by its reader only to principals that may see the whole server.
 */
public interface ServerFigures {

    /** Offset of a log whose end is not known. */
    long UNKNOWN = -1;

    /** Nothing is known. */
    ServerFigures NONE = new ServerFigures() {};

    /** Offset behind the last record of a partition of the log that is known; {@link #UNKNOWN} if none is. */
    default long logEnd(int partition) {
        return UNKNOWN;
    }

    /** Good checkpoints of the hot tier, by partition and number. */
    default List<CheckpointFigures> checkpoints() {
        return List.of();
    }
}
