package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.StatementOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link CanaryProofTest} looks for can be found: at each place where something could show, whose it is sees canaries, and by the same call
 * nobody else does.
 */
class CanaryPlacesTest {

    private static final String NAME = Canary.VICTIM.mark + "_statement";
    private static final String OWN = Canary.LOCKED.mark + "_statement";
    private static final CanaryTables TABLES = new CanaryTables(7, true);
    private static final CanaryDoors DOORS = new CanaryDoors(TABLES);
    private static final List<SqlCursor> OPEN = new ArrayList<>();

    @BeforeAll
    static void askSomething() {
        everybody()
                .forEach(principal -> DOORS.meta(
                        principal,
                        (meta, seen) -> meta.openConnection(
                                new Meta.ConnectionHandle(connection(principal)), Map.of("schema", "p"))));
        begin(CanaryTables.BEA, Canary.VICTIM, NAME);
        begin(CanaryTables.ADAM, Canary.LOCKED, OWN);
    }

    private static void begin(Principal principal, Canary canary, String name) {
        SqlCursor cursor = TABLES.engine.execute(
                principal,
                "SELECT k, '" + canary.text(50) + "' FROM p.a",
                List.of(),
                StatementOptions.NONE.withName(name));
        assertThat(cursor.next()).isTrue();
        OPEN.add(cursor);
    }

    @AfterAll
    static void close() {
        OPEN.forEach(SqlCursor::close);
        DOORS.close();
        TABLES.close();
    }

    private static Stream<Principal> everybody() {
        return Stream.concat(CanaryTables.ALPHAS.stream().distinct(), Stream.of(CanaryTables.BEA, Principal.LOCAL));
    }

    private static String connection(Principal of) {
        return of.name() + "-of-" + of.tenant();
    }

    /**
     * A place.
     *
     * @param canary what the owner sees there
     * @param look all that a caller sees there
     * @param said what each caller says itself
     */
    record Place(String name, Canary canary, Look look, String said) {
        @Override
        public String toString() {
            return name + " of " + canary;
        }
    }

    /** Looks at a place. */
    interface Look {
        /** All that comes out. */
        List<@Nullable Object> by(Principal principal) throws Exception;
    }

    private static Place sql(Canary canary, String sql) {
        return new Place(sql, canary, by -> run(by, sql).seen(), "");
    }

    private static CanaryDoors.Answer run(Principal by, String sql) {
        return DOORS.run(by, sql, List.of(), StatementOptions.NONE);
    }

    static Stream<Place> places() {
        List<Place> places = new ArrayList<>();
        for (String sql : List.of(
                "SELECT s FROM p.a",
                "SELECT event_id FROM p.a",
                "SELECT event_time_us FROM p.a",
                "SELECT MAX(event_time) FROM p.a",
                "SELECT SUM(d), MIN(n) FROM p.a",
                "SELECT VAR_POP(n) FROM p.a",
                "SELECT SUBSTRING(s FROM 2 FOR 1) FROM p.a",
                "SELECT CAST(d AS VARCHAR) FROM p.a",
                "SELECT s FROM \"P\".\"A\"",
                "SELECT s FROM vault.ledger",
                "SELECT * FROM p.e",
                "SELECT CAST(s AS DOUBLE) FROM p.a",
                "EXPLAIN SELECT * FROM p.a",
                "EXPLAIN PLAN WITHOUT IMPLEMENTATION FOR SELECT * FROM p.a",
                "EXPLAIN ANALYZE SELECT * FROM p.a")) {
            places.add(sql(Canary.VICTIM, sql));
        }
        for (String sql : List.of("SELECT s FROM p.b", "SELECT SUM(d) FROM p.c", "SELECT event_time_us FROM p.b")) {
            places.add(sql(Canary.LOCKED, sql));
        }
        for (String table : List.of("tables", "columns", "segments", "shards", "watermarks", "ingest_audit")) {
            places.add(sql(Canary.VICTIM, "SELECT * FROM sys." + table));
            places.add(sql(Canary.LOCKED, "SELECT * FROM sys." + table));
        }
        for (String table : List.of("queries", "statements", "domain_events")) {
            places.add(sql(Canary.VICTIM, "SELECT * FROM sys." + table));
            places.add(sql(Canary.LOCKED, "SELECT * FROM sys." + table));
        }
        places.add(sql(Canary.VICTIM, "SELECT * FROM sys.connections"));
        places.add(sql(Canary.VICTIM, "SELECT * FROM sys.dead_letters"));
        for (String table : List.of("checkpoints", "processors", "settings", "meters", "domain_events")) {
            places.add(sql(Canary.SERVER, "SELECT * FROM sys." + table));
        }
        for (Canary canary : List.of(Canary.VICTIM, Canary.LOCKED)) {
            String table = canary == Canary.VICTIM ? "a" : "b";
            String name = canary == Canary.VICTIM ? NAME : OWN;
            places.add(new Place("lists", canary, by -> DOORS.lists(by, connection(by), "%", "%"), ""));
            places.add(new Place(
                    "question",
                    canary,
                    by -> http(
                            by,
                            "POST",
                            "/v1/query",
                            "{\"namespace\":\"p\",\"table\":\"" + table
                                    + "\",\"start_time\":0,\"end_time\":9000000000000000,\"group_by\":[\"s\"],\"metric\":\"d\"}"),
                    ""));
            places.add(new Place("stats", canary, by -> http(by, "GET", "/v1/stats", ""), ""));
            places.add(new Place(
                    "rows over HTTP", canary, by -> http(by, "POST", "/v1/sql", "SELECT * FROM p." + table), ""));
            places.add(new Place("a statement", canary, by -> http(by, "GET", "/v1/statements/" + name, ""), name));
            places.add(new Place(
                    "prepared",
                    canary,
                    by -> DOORS.prepared(
                            by,
                            connection(by),
                            "SELECT * FROM p." + table + " WHERE event_id <> ?",
                            List.of(TypedValue.ofLocal(ColumnMetaData.Rep.STRING, "-"))),
                    ""));
        }
        return places.stream();
    }

    private static List<@Nullable Object> http(Principal by, String method, String path, String body) throws Exception {
        return CanaryDoors.seen(DOORS.http(by, method, path, body));
    }

    @ParameterizedTest
    @MethodSource("places")
    void whoseItIsSeesItAndNobodyElseDoes(Place place) throws Exception {
        Principal owner =
                switch (place.canary()) {
                    case VICTIM -> CanaryTables.BEA;
                    case LOCKED -> CanaryTables.ADAM;
                    case SERVER -> Principal.LOCAL;
                };
        // The owner first, so that there is something to be kept for the others.
        assertThat(found(owner, place)).as("the owner").contains(place.canary());
        for (Principal alpha : Set.copyOf(CanaryTables.ALPHAS)) {
            assertThat(found(alpha, place)).as(alpha.name()).doesNotContain(Canary.VICTIM, Canary.SERVER);
        }
        assertThat(found(CanaryTables.LOCK, place)).as("who reaches one table").isEmpty();
        assertThat(found(CanaryTables.BEA, place)).as("the other tenant").doesNotContain(Canary.LOCKED, Canary.SERVER);
        assertThat(found(owner, place)).as("the owner, again").contains(place.canary());
    }

    @Test
    void twoTenantsWithOneQuestionHaveTwoKeptAnswers() throws Exception {
        String body =
                "{\"namespace\":\"p\",\"table\":\"a\",\"start_time\":0,\"end_time\":9000000000000000,\"metric\":\"x\"}";
        for (String cached : List.of("MISS", "HIT")) {
            for (Principal principal : List.of(CanaryTables.BEA, CanaryTables.ADAM)) {
                assertThat(DOORS.http(principal, "POST", "/v1/query", body)
                                .headers()
                                .firstValue("X-Cache"))
                        .as(principal.name())
                        .hasValue(cached);
            }
        }
    }

    private static Set<Canary> found(Principal by, Place place) throws Exception {
        Set<Canary> found = EnumSet.noneOf(Canary.class);
        for (Object value : place.look().by(by)) {
            boolean saying = value instanceof String && !place.said().isEmpty();
            found.addAll(Canary.in(saying ? value.toString().replace(place.said(), "") : value));
        }
        return found;
    }
}
