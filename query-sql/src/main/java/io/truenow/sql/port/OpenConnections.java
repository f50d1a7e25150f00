package io.truenow.sql.port;

import io.truenow.events.access.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connections of a door that keeps them, for {@code sys.connections}. Thread-safe; answers from memory. */
@FunctionalInterface
public interface OpenConnections {

    /** No connections. */
    OpenConnections NONE = principal -> List.of();

    /** Open connections that the principal may manage, in no particular order. */
    List<Connection> of(Principal principal);

    /**
     * One connection.
     *
     * @param id as its client named it
     * @param user principal that opened it
     * @param openedMicros when, microseconds since 1970
     * @param idleMicros time since its last request
     * @param statements open statements
     * @param namespace where its unqualified tables are; empty for nowhere
     * @param program name that the client's program gives itself; null if none
     */
    record Connection(
            String id,
            String user,
            long openedMicros,
            long idleMicros,
            int statements,
            String namespace,
            @Nullable String program) {}
}
