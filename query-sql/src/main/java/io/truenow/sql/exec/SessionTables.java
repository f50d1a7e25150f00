package io.truenow.sql.exec;

import static io.truenow.sql.exec.SystemColumns.known;
import static io.truenow.sql.exec.SystemColumns.millis;

import io.truenow.events.access.Principal;
import io.truenow.sql.port.OpenConnections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code sys.queries} and {@code sys.connections}: who asks what. Rows are of the asking principal's tenant. Thread-safe. */
final class SessionTables {

    static final String QUERIES =
            "id L, name V, user V, state V, priority V, started T, started_us L, ended T, ended_us L, elapsed_us L,"
                    + " rows_returned L, bytes_returned L, rows_scanned L, rows_out L, segments_scanned L, segments_pruned L,"
                    + " incomplete_before_us L, sql V";
    static final String CONNECTIONS =
            "id V, user V, opened T, opened_us L, idle_us L, statements L, namespace V, program V";

    private final StatementRegistry registry;
    private volatile OpenConnections connections = OpenConnections.NONE;

    SessionTables(StatementRegistry registry) {
        this.registry = registry;
    }

    /** Takes the connections of the door that keeps them. */
    void show(OpenConnections source) {
        connections = source;
    }

    List<@Nullable Object[]> queries(Principal principal) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (RunningStatement s : registry.of(principal)) {
            RunningStatement.State state = s.state();
            long elapsed = s.elapsedMicros();
            Long ended = state == RunningStatement.State.RUNNING || state == RunningStatement.State.QUEUED
                    ? null
                    : (Long) (s.startedMicros() + elapsed);
            rows.add(new @Nullable Object[] {
                s.id(),
                s.name(),
                s.principal().name(),
                state.name().toLowerCase(Locale.ROOT),
                s.priority().name().toLowerCase(Locale.ROOT),
                millis(s.startedMicros()),
                s.startedMicros(),
                millis(ended),
                ended,
                elapsed,
                s.rows(),
                s.bytes(),
                s.statistics().rowsScanned(),
                s.statistics().rowsOut(),
                s.statistics().segmentsScanned(),
                s.statistics().segmentsPruned(),
                known(s.statistics().incompleteBeforeMicros()),
                s.sql()
            });
        }
        return rows;
    }

    List<@Nullable Object[]> connections(Principal principal) {
        return connections.of(principal).stream()
                .sorted(Comparator.comparingLong(OpenConnections.Connection::openedMicros)
                        .thenComparing(OpenConnections.Connection::id))
                .map(c -> new @Nullable Object[] {
                    c.id(),
                    c.user(),
                    millis(c.openedMicros()),
                    c.openedMicros(),
                    c.idleMicros(),
                    (long) c.statements(),
                    c.namespace().isEmpty() ? null : c.namespace(),
                    c.program()
                })
                .toList();
    }
}
