package io.truenow.sql.exec;

import static io.truenow.sql.exec.SystemColumns.millis;

import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.ingest.Placement;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.port.ServerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * System tables of what the server knows of itself. Of those of the whole server only an administrator of the tenant that exists from the
 * first start sees rows; others see the tables and no row. Thread-safe.
 */
final class ServerTables {

    static final String CHECKPOINTS =
            "partition L, checkpoint L, newest B, taken T, taken_us L, next_offset L, files L, bytes L";

    static final String PROCESSORS = "name V, source V, part L, position L, lag L, status V, reason V";
    static final String SETTINGS = "name V, key V, value V, source V, place V, secret B, description V";
    static final String METERS = "name V, tags V, kind V, value D, help V";
    static final String DEAD_LETTERS =
            "namespace V, table V, shard L, partition L, offset L, index L, event_id V, reason V";
    static final String DOMAIN_EVENTS =
            "position L, time T, time_us L, type V, aggregate_id V, aggregate_sequence L, address V, payload V";

    private final ServerFigures server;
    private final Function<Principal, Catalog> catalog;

    ServerTables(ServerFigures server, Function<Principal, Catalog> catalog) {
        this.server = server;
        this.catalog = catalog;
    }

    /** Whether a principal sees what is of no tenant. */
    static boolean sees(Principal principal) {
        return principal.role() == Role.ADMIN && principal.tenant().equals(Principal.DEFAULT_TENANT);
    }

    /** Rows for those who may see them. */
    static Function<Principal, List<@Nullable Object[]>> guarded(Function<Principal, List<@Nullable Object[]>> rows) {
        return principal -> sees(principal) ? rows.apply(principal) : List.of();
    }

    List<@Nullable Object[]> processors(Principal principal) {
        return server.processors().stream()
                .map(p -> new @Nullable Object[] {
                    p.name(), p.source(), p.part(), p.position(), p.lag(), p.status(), p.reason()
                })
                .toList();
    }

    List<@Nullable Object[]> settings(Principal principal) {
        return server.settings().stream()
                .map(s -> new @Nullable Object[] {
                    s.name(), s.key(), s.value(), s.source(), s.place(), s.secret(), s.sentence()
                })
                .toList();
    }

    List<@Nullable Object[]> meters(Principal principal) {
        return server.meters().stream()
                .map(m -> new @Nullable Object[] {m.name(), m.tags(), m.kind(), m.value(), m.help()})
                .toList();
    }

    /** Of the tenant's own tables. */
    List<@Nullable Object[]> deadLetters(Principal principal) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        catalog.apply(principal).namespaces().values().forEach(tables -> tables.values()
                .forEach(table -> server.deadLetters(table.tableId())
                        .forEach(letter -> rows.add(new @Nullable Object[] {
                            table.ref().namespace(),
                            table.ref().table(),
                            (long) letter.shard(),
                            (long) Placement.partition(table.tableId(), letter.shard()),
                            letter.offset(),
                            (long) letter.index(),
                            letter.eventId(),
                            letter.reason()
                        }))));
        return rows;
    }

    /** Of the tenant, for who may audit it; those of no tenant are for who sees the whole server. */
    List<@Nullable Object[]> domainEvents(Principal principal) {
        if (!principal.may(Permission.READ_AUDIT)) {
            return List.of();
        }
        return server.domainEvents().stream()
                .filter(event -> event.tenant() == null
                        ? sees(principal)
                        : event.tenant().equals(principal.tenant()))
                .map(event -> new @Nullable Object[] {
                    event.position(),
                    millis(event.timeMicros()),
                    event.timeMicros(),
                    event.type(),
                    event.aggregate(),
                    event.sequence(),
                    event.address(),
                    event.payload()
                })
                .toList();
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
