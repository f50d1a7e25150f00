package io.truenow.sql.exec;

import static io.truenow.sql.exec.SystemColumns.millis;

import io.truenow.events.access.Principal;
import io.truenow.sql.port.ServerFigures;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * System tables of the whole server. Only an administrator of the tenant that exists from the first start sees rows in them; others see
 * the tables and no row. Thread-safe.
 */
final class ServerTables {

    static final String CHECKPOINTS =
            "partition L, checkpoint L, newest B, taken T, taken_us L, next_offset L, files L, bytes L";

    private final ServerFigures server;

    ServerTables(ServerFigures server) {
        this.server = server;
    }

    /** Whether a principal sees what is of no tenant. */
    static boolean sees(Principal principal) {
        return principal.administrator() && principal.tenant().equals(Principal.DEFAULT_TENANT);
    }

    /** Rows for those who may see them. */
    static Function<Principal, List<@Nullable Object[]>> guarded(Function<Principal, List<@Nullable Object[]>> rows) {
        return principal -> sees(principal) ? rows.apply(principal) : List.of();
    }

    List<@Nullable Object[]> checkpoints(Principal principal) {
        return server.checkpoints().stream()
                .map(c -> new @Nullable Object[] {
                    (long) c.partition(),
                    c.number(),
                    c.newest(),
                    millis(c.takenMicros()),
                    c.takenMicros(),
                    c.nextOffset(),
                    (long) c.files(),
                    c.bytes()
                })
                .toList();
    }
}
