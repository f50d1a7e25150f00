package io.truenow.sql.exec;

import io.truenow.events.ingest.LogMark;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about one statement beside its text and its parameters.
 *
 * @param name what the caller wants to know it by, unique among the running statements of its tenant; null for none
 * @param namespace where unqualified tables are; empty for nowhere
 * @param time longest run; null for the server's limit, and never longer than that
 * @param priority how soon it is let in where others wait, too
 * @param position of the log that it is to see, and for which it waits
 */
public record StatementOptions(
        @Nullable String name,
        List<String> namespace,
        @Nullable Duration time,
        Priority priority,
        LogMark position) {

    /** Nothing said. */
    public static final StatementOptions NONE =
            new StatementOptions(null, List.of(), null, Priority.NORMAL, LogMark.NONE);

    /** Copies the list. */
    public StatementOptions {
        namespace = List.copyOf(namespace);
    }

    /** The same with a name. */
    public StatementOptions withName(@Nullable String of) {
        return new StatementOptions(of, namespace, time, priority, position);
    }

    /** The same with a default namespace. */
    public StatementOptions withNamespace(List<String> of) {
        return new StatementOptions(name, of, time, priority, position);
    }

    /** The same with a limit of time. */
    public StatementOptions withTime(@Nullable Duration longest) {
        return new StatementOptions(name, namespace, longest, priority, position);
    }

    /** The same with a priority. */
    public StatementOptions withPriority(Priority of) {
        return new StatementOptions(name, namespace, time, of, position);
    }

    /** The same with a position of the log to wait for. */
    public StatementOptions withPosition(LogMark upTo) {
        return new StatementOptions(name, namespace, time, priority, upTo);
    }

    /** The limit of time under the server's. */
    Duration time(Duration most) {
        return time == null || time.compareTo(most) > 0 ? most : time;
    }
}
