package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.ingest.LogMark;
import io.truenow.sql.catalog.SystemTable;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.StatementOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No statement of one tenant shows anything of another's, through any door: cells, labels, plans, errors, lists, kept plans and answers,
 * pages, ids. The other tenant asks at the same time, the same statements among others. {@code truenow.canary.statements} says how many,
 * {@code truenow.canary.seed} from which seed. Statement {@code i} of the seed {@code s} is that of the seed {@code s + i} and depends on nothing
 * else; the data changes after each {@link #PER_DATA}.
 *
 * <p>Beside the canaries two things have to hold: a name that only the other tenant has is refused by the same words as one that nobody has;
 * and where only the caller's tables are asked, an engine that holds nothing else gives the same rows.
 */
class CanaryProofTest {

    private static final int PER_DATA = 2_500;
    private static final long SEED = 20_261_128;
    private static final int SHOWN = 20;
    private static final String BEAS = Canary.VICTIM.mark + "_connection";
    private static final String NAME = Canary.VICTIM.mark + "_statement";

    private final List<String> findings = new ArrayList<>();
    private final Map<String, Integer> asked = new TreeMap<>();

    @Test
    @SuppressWarnings("SystemOut") // the seed has to be in the build's output
    void noStatementOfATenantShowsWhatIsAnothers() throws Exception {
        int statements = Integer.getInteger("truenow.canary.statements", 1_000);
        long seed = Long.getLong("truenow.canary.seed", SEED);
        for (int from = 0; from < statements; from += PER_DATA) {
            try (CanaryTables tables = new CanaryTables(seed + from, true);
                    CanaryTables alone = new CanaryTables(seed + from, false);
                    CanaryDoors doors = new CanaryDoors(tables);
                    CanaryDoors aloneDoors = new CanaryDoors(alone)) {
                Part part = new Part(tables, doors, aloneDoors);
                for (int i = from; i < Math.min(statements, from + PER_DATA); i++) {
                    part.statement(seed, i);
                }
                part.end();
            }
        }
        System.out.printf(
                "Proof of tenants: %d statements from seed %d, %s, %d findings.%n",
                statements, seed, asked, findings.size());
        findings.stream().limit(SHOWN).forEach(System.out::println);
        assertThat(findings).isEmpty();
        assertThat(asked.getOrDefault("of the victim, with canaries", 0))
                .as("answers of the victim in which the detector found what it looks for")
                .isGreaterThan(statements / 50);
    }

    /** Statements over one set of tables. */
    private final class Part {

        private final CanaryTables tables;
        private final CanaryDoors doors;
        private final CanaryDoors alone;
        private final List<SystemTable> systemTables;
        private final SqlCursor open;
        private final String token;
        private String where = "";

        Part(CanaryTables tables, CanaryDoors doors, CanaryDoors alone) throws IOException, InterruptedException {
            this.tables = tables;
            this.doors = doors;
            this.alone = alone;
            this.systemTables = List.copyOf(
                    tables.engine.catalog(CanaryTables.ADAM).systemTables().values());
            doors.meta(
                    CanaryTables.BEA,
                    (meta, seen) -> meta.openConnection(new Meta.ConnectionHandle(BEAS), Map.of("schema", "p")));
            for (Principal alpha : Set.copyOf(CanaryTables.ALPHAS)) {
                doors.meta(alpha, (meta, seen) -> meta.openConnection(connection(alpha), Map.of("schema", "p")));
            }
            open = tables.engine.execute(
                    CanaryTables.BEA,
                    "SELECT k, '" + Canary.VICTIM.text(77) + "' FROM p.a",
                    List.of(),
                    StatementOptions.NONE.withName(NAME));
            assertThat(open.next()).isTrue();
            token = doors.http(CanaryTables.BEA, "POST", "/v1/sql", "{\"sql\":\"SELECT * FROM p.a\",\"page_rows\":2}")
                    .headers()
                    .firstValue("X-TrueNow-Next")
                    .orElseThrow();
        }

        private static Meta.ConnectionHandle connection(Principal of) {
            return new Meta.ConnectionHandle("connection-of-" + of.name());
        }

        void statement(long seed, int number) throws IOException, InterruptedException {
            Random random = new Random((seed + number) * 0x9E3779B97F4A7C15L + 2);
            Principal principal = CanaryTables.ALPHAS.get(random.nextInt(CanaryTables.ALPHAS.size()));
            CanaryStatements.Asked statement = new CanaryStatements(seed + number, systemTables).next();
            where = "seed " + (seed + number) + " by " + principal.name() + ", namespace " + statement.namespace()
                    + "\n  " + statement.sql() + "\n  ";
            before(random, statement);
            boolean alike = principal.equals(CanaryTables.LOCK) && random.nextBoolean();
            if (alike) {
                control(doors.run(CanaryTables.BEN, statement.sql(), List.of(), options(statement)));
            }
            switch (random.nextInt(32)) {
                case 0 -> question(random, principal);
                case 1 -> ids(random, principal);
                case 2 -> lists(random, principal);
                case 3 -> text(principal, statement);
                case 4, 5 -> parameters(random, principal, statement);
                default -> run(random, principal, statement, alike);
            }
        }

        /** What others ask just before: the same, with literals that tell. */
        private void before(Random random, CanaryStatements.Asked statement) {
            StatementOptions options = options(statement);
            switch (random.nextInt(12)) {
                case 0 -> control(doors.run(CanaryTables.BEA, statement.sql(), List.of(), options));
                case 1 ->
                    control(doors.run(
                            CanaryTables.BEA,
                            CanaryStatements.withLiterals(statement.sql(), Canary.VICTIM),
                            List.of(),
                            options.withName(NAME + random.nextInt(1_000))));
                case 2 ->
                    doors.run(
                            CanaryTables.ADAM,
                            CanaryStatements.withLiterals(statement.sql(), Canary.LOCKED),
                            List.of(),
                            options);
                default -> {}
            }
        }

        private void control(CanaryDoors.Answer answer) {
            count("of the victim");
            if (found(answer.seen()).contains(Canary.VICTIM)) {
                count("of the victim, with canaries");
            }
        }

        private static StatementOptions options(CanaryStatements.Asked statement) {
            return StatementOptions.NONE.withNamespace(statement.namespace());
        }

        /** @param alike whether the victim asked the same just before, seeing tables of the same names */
        private void run(Random random, Principal principal, CanaryStatements.Asked statement, boolean alike) {
            StatementOptions options = options(statement);
            if (random.nextInt(50) == 0) {
                options = options.withPosition(LogMark.parse(CanaryTables.STOPPED + ":1000000"));
            }
            CanaryDoors.Answer answer = doors.run(principal, statement.sql(), List.of(), options);
            count(answer.error() == null ? "answered" : "refused");
            check(principal, answer.seen(), List.of());
            nobodysNames(principal, statement, options, answer);
            if (statement.plain() && (alike || random.nextInt(4) == 0)) {
                asIfAlone(principal, statement, options, answer);
            }
        }

        private void nobodysNames(
                Principal principal,
                CanaryStatements.Asked statement,
                StatementOptions options,
                CanaryDoors.Answer answer) {
            CanaryStatements.Asked nobodys = statement.withNobodysNames();
            if (answer.error() == null || nobodys.equals(statement)) {
                return;
            }
            count("refused as nobody's");
            CanaryDoors.Answer other =
                    doors.run(principal, nobodys.sql(), List.of(), options.withNamespace(nobodys.namespace()));
            String words = other.error() == null ? "an answer" : CanaryStatements.Asked.named(other.error());
            if (!words.equals(answer.error())) {
                findings.add(where + "is refused by [" + answer.error() + "], nobody's name by [" + words + "]");
            }
        }

        private void asIfAlone(
                Principal principal,
                CanaryStatements.Asked statement,
                StatementOptions options,
                CanaryDoors.Answer answer) {
            count("as if alone");
            CanaryDoors.Answer expected = alone.run(principal, statement.sql(), List.of(), options);
            String difference = answer.error() == null && expected.error() == null
                    ? Answers.difference(answer.rows(), expected.rows(), statement.ordered())
                    : (answer.error() == null) == (expected.error() == null)
                            ? null
                            : answer.error() + " or " + expected.error();
            if (difference != null) {
                findings.add(where + "differs from the caller's tables alone: " + difference);
            }
        }

        private void parameters(Random random, Principal principal, CanaryStatements.Asked statement) {
            count("prepared");
            boolean own = random.nextBoolean();
            String sql = own
                    ? "SELECT k, s, n FROM " + (random.nextBoolean() ? "p.a" : "\"P\".\"A\"") + " WHERE k = ? OR s <> ?"
                    : statement.sql();
            List<TypedValue> values = own
                    ? List.of(
                            TypedValue.ofLocal(ColumnMetaData.Rep.STRING, "k1"),
                            TypedValue.ofLocal(ColumnMetaData.Rep.STRING, "vault"))
                    : List.of();
            if (random.nextInt(3) == 0) {
                doors.prepared(CanaryTables.BEA, BEAS, sql, values);
            }
            check(principal, doors.prepared(principal, connection(principal).id, sql, values), List.of());
        }

        private void lists(Random random, Principal principal) {
            count("metadata");
            List<String> patterns = Arrays.asList(null, "%", "p", "P", "vault", "_", "sys", "beta", "%.%", "");
            String schema = patterns.get(random.nextInt(patterns.size()));
            String table = patterns.get(random.nextInt(patterns.size()));
            check(principal, doors.lists(principal, connection(principal).id, schema, table), List.of());
            check(principal, doors.lists(principal, BEAS, schema, table), List.of(BEAS));
        }

        private void text(Principal principal, CanaryStatements.Asked statement)
                throws IOException, InterruptedException {
            count("over HTTP");
            String namespace = statement.namespace().isEmpty()
                    ? "p"
                    : statement.namespace().getFirst();
            String path = "/v1/sql?namespace=" + URLEncoder.encode(namespace, StandardCharsets.UTF_8);
            check(principal, CanaryDoors.seen(doors.http(principal, "POST", path, statement.sql())), List.of());
        }

        private void question(Random random, Principal principal) throws IOException, InterruptedException {
            count("questions in JSON");
            String name = List.of("a", "a", "b", "A", "ledger").get(random.nextInt(5));
            String namespace = name.equals("ledger") ? "vault" : "p";
            String body =
                    "{\"namespace\":\"" + namespace + "\",\"table\":\"" + name + "\",\"start_time\":0,\"end_time\":"
                            + 9_000_000_000_000_000L
                            + List.of(
                                            "",
                                            ",\"group_by\":[\"k\"]",
                                            ",\"group_by\":[\"s\",\"k\"],\"metric\":\"d\"",
                                            ",\"metric\":\"n\",\"aggregate\":\"max\"",
                                            ",\"filters\":{\"k\":\"k1\"},\"metric\":\"x\",\"aggregate\":\"sum\"")
                                    .get(random.nextInt(5))
                            + "}";
            doors.http(CanaryTables.BEA, "POST", "/v1/query", body);
            check(principal, CanaryDoors.seen(doors.http(principal, "POST", "/v1/query", body)), List.of());
            check(principal, CanaryDoors.seen(doors.http(principal, "GET", "/v1/stats", "")), List.of());
        }

        /** Ids of the victim's that the caller came by. */
        private void ids(Random random, Principal principal) throws IOException, InterruptedException {
            count("ids");
            String id = random.nextBoolean()
                    ? NAME
                    : String.valueOf(open.statement().id());
            for (HttpResponse<String> answer : List.of(
                    doors.http(principal, random.nextBoolean() ? "GET" : "DELETE", "/v1/statements/" + id, ""),
                    doors.http(principal, random.nextBoolean() ? "GET" : "DELETE", "/v1/sql/pages/" + token, ""))) {
                check(principal, CanaryDoors.seen(answer), List.of(NAME));
                if (answer.statusCode() != 404 && answer.statusCode() != 410) {
                    findings.add(where + "an id of the victim's is answered by " + answer.statusCode() + " "
                            + answer.body());
                }
            }
            CanaryDoors.Answer cancelled = doors.run(
                    principal,
                    "SELECT CANCEL_QUERY(" + open.statement().id() + ") FROM p.a LIMIT 1",
                    List.of(),
                    StatementOptions.NONE);
            if (!cancelled.rows().equals(List.of(List.of(false)))) {
                findings.add(where + "a statement of the victim's is cancelled: " + cancelled.seen());
            }
            check(
                    principal,
                    doors.meta(principal, (meta, seen) -> {
                        meta.closeConnection(new Meta.ConnectionHandle(BEAS));
                        seen.accept(meta.createStatement(new Meta.ConnectionHandle(BEAS)));
                    }),
                    List.of(BEAS));
        }

        /** What the victim had open is as it was. */
        void end() throws IOException, InterruptedException {
            if (open.statement().state() != RunningStatement.State.RUNNING) {
                findings.add("The victim's statement is " + open.statement().state());
            }
            open.close();
            HttpResponse<String> page = doors.http(CanaryTables.BEA, "GET", "/v1/sql/pages/" + token, "");
            if (!Canary.in(page.body()).contains(Canary.VICTIM)) {
                findings.add("The victim's next page is " + page.body());
            }
            if (!found(doors.lists(CanaryTables.BEA, BEAS, "%", "%")).contains(Canary.VICTIM)) {
                findings.add("The victim's connection is gone.");
            }
        }

        private void check(Principal principal, List<@Nullable Object> seen, List<String> said) {
            for (Object value : seen) {
                Object own = value;
                for (String text : said) {
                    own = own instanceof String all ? all.replace(text, "") : own;
                }
                Set<Canary> found = Canary.in(own);
                if (found.contains(Canary.VICTIM)
                        || found.contains(Canary.SERVER)
                        || found.contains(Canary.LOCKED) && principal.equals(CanaryTables.LOCK)) {
                    findings.add(where + "shows of " + found + ": " + value);
                    return;
                }
            }
        }
    }

    private void count(String what) {
        asked.merge(what, 1, Integer::sum);
    }

    private static Set<Canary> found(List<@Nullable Object> seen) {
        Set<Canary> found = EnumSet.noneOf(Canary.class);
        seen.forEach(value -> found.addAll(Canary.in(value)));
        return found;
    }
}
