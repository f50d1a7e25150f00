package io.truenow.sql.exec;

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
 */
public record StatementOptions(
        @Nullable String name,
        List<String> namespace,
        @Nullable Duration time,
        Priority priority) {

    /** Nothing said. */
    public static final StatementOptions NONE = new StatementOptions(null, List.of(), null, Priority.NORMAL);

    /** Copies the list. */
    public StatementOptions {
        namespace = List.copyOf(namespace);
    }

    /** The same with a name. */
    public StatementOptions withName(@Nullable String of) {
        return new StatementOptions(of, namespace, time, priority);
    }

    /** The same with a default namespace. */
    public StatementOptions withNamespace(List<String> of) {
        return new StatementOptions(name, of, time, priority);
    }

    /** The same with a limit of time. */
    public StatementOptions withTime(@Nullable Duration longest) {
        return new StatementOptions(name, namespace, longest, priority);
    }

    /** The same with a priority. */
    public StatementOptions withPriority(Priority of) {
        return new StatementOptions(name, namespace, time, of);
    }

    /** The limit of time under the server's. */
    Duration time(Duration most) {
        return time == null || time.compareTo(most) > 0 ? most : time;
    }
}
