package io.truenow.sql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.Shop;
import io.truenow.sql.port.AppliedLog;
import io.truenow.sql.port.IngestFigures;
import io.truenow.sql.port.ServerFigures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that serves all statements of a shape gives what a plan of each statement gives: columns, types, answers, errors. */
class PlansByShapeTest {

    private static final Shop SHOP = new Shop(20261127);
    private static final SqlEngine SHAPES = engine(SqlSettings.DEFAULT, true);
    private static final SqlEngine TEXTS = engine(SqlSettings.DEFAULT, false);
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'|(?<![\\w.'\"])\\d+(?:\\.\\d+)?(?![\\w'\"])");
    /** How often each statement is changed; more than once also takes the statements of other tests. */
    private static final int VARIANTS = Integer.getInteger("truenow.shapes.variants", 1);

    private static final List<String> WORDS = List.of(
            "eu", "ap", "us-east", "product-7", "product-2", "type-1", "user-33", "e17", "", "a'b", "nothing here");

    private static SqlEngine engine(SqlSettings settings, boolean shapes) {
        return new SqlEngine(
                SHOP.reads,
                Shop.declared(),
                IngestFigures.NONE,
                ServerFigures.NONE,
                new PositionGate(AppliedLog.NONE, PositionSettings.DEFAULT),
                () -> Shop.T0 + 3_600_000_000L,
                settings,
                () -> true,
                shapes);
    }

    static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        List<String> files = VARIANTS > 1
                ? List.of("twin.sql", "names.script", "types.script", "time.script", "shapes.sql")
                : List.of("time.script", "shapes.sql");
        for (String file : files) {
            boolean script = file.endsWith(".script");
            try (InputStream in = Objects.requireNonNull(PlansByShapeTest.class.getResourceAsStream("/sql/" + file))) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    if (script ? line.startsWith("> ") : !line.isBlank() && !line.startsWith("--")) {
                        statements.add(script ? line.substring(2) : line);
                    }
                }
            }
        }
        return statements;
    }

    @ParameterizedTest
    @MethodSource("statements")
    void onePlanOfAShapeGivesWhatAPlanOfEachStatementGives(String sql) {
        Random random = new Random(sql.hashCode());
        outcome(SHAPES, sql);
        for (int i = 0; i < VARIANTS; i++) {
            String statement = changed(sql, random);
            assertThat(outcome(SHAPES, statement)).as(statement).isEqualTo(outcome(TEXTS, statement));
        }
    }

    /** The statement with other literals of the same kinds; those that decide what it means are likely to make it another or wrong. */
    private static String changed(String sql, Random random) {
        return LITERAL.matcher(sql).replaceAll(match -> Matcher.quoteReplacement(other(match, random)));
    }

    private static String other(MatchResult match, Random random) {
        String literal = match.group();
        if (literal.startsWith("'")) {
            return literal.length() > 20 && Character.isDigit(literal.charAt(1))
                    ? literal.substring(0, literal.length() - 2) + random.nextInt(10) + "'"
                    : literal.length() > 1 && Character.isDigit(literal.charAt(1))
                            ? literal
                            : "'" + WORDS.get(random.nextInt(WORDS.size())).replace("'", "''") + "'";
        }
        if (literal.contains(".")) {
            return random.nextInt(1_000) + "." + random.nextInt(100);
        }
        return literal.length() > 2 ? String.valueOf(random.nextInt(1_000)) : String.valueOf(1 + random.nextInt(9));
    }

    private static List<String> outcome(SqlEngine engine, String sql, @Nullable Object... parameters) {
        List<String> lines = new ArrayList<>();
        try (SqlCursor cursor = engine.execute(Shop.LOCAL, sql, Arrays.asList(parameters))) {
            while (cursor.next()) {
                lines.add(Arrays.deepToString(cursor.row()));
            }
            if (!sql.toLowerCase(Locale.ROOT).contains("order by")) {
                lines.sort(null);
            }
            cursor.columns().forEach(c -> lines.add(c.name() + " " + c.type().getFullTypeString()));
        } catch (TrueNowException failure) {
            return List.of(failure.code() + ": "
                    + String.valueOf(failure.getMessage())
                            .replaceAll("statement \\[\\d+\\]", "statement")
                            .replaceAll("literal=[^,]*", ""));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select region, sum(revenue) from production.events where product = '%s' and revenue > %d.5 group by region",
                "select count(*) from production.events where region in ('%s', 'eu') and quantity between 1 and %d",
                "select count(*) from production.events where event_time >= timestamp '2025-08-09 20:46:%3$02d.%2$d' and region <> '%1$s'",
                "select count(*) from production.events where event_time >= '2025-08-09 20:46:%3$02d' and revenue > -%2$d",
                "select sum(revenue) from production.events where event_time_us < 17547723620%3$02d000 and user_id = '%1$s'",
                "select sum(case when revenue > %2$d then 1 else 0 end) from production.events where region <> '%1$s'",
                "select region, count(*) c from production.events group by region having count(*) > %2$d and region <> '%1$s'",
                "select a.event_id from production.events a join production.events b on a.event_id = b.event_id where b.region = '%s' and a.revenue < %d",
            })
    void statementsThatDifferInComparedLiteralsArePlannedOnce(String template) {
        SqlEngine engine = engine(SqlSettings.DEFAULT, true);
        for (int i = 0; i < 12; i++) {
            String sql = String.format(template, WORDS.get(i % 8), 10 * i, i + 10);
            assertThat(outcome(engine, sql)).as(sql).isEqualTo(outcome(TEXTS, sql));
        }
        assertThat(engine.planFigures().misses()).isEqualTo(1);
        assertThat(engine.planFigures().hits()).isEqualTo(11);
        assertThat(engine.planFigures().byText()).isZero();
    }

    @Test
    void literalsThatDecideThePlanMakePlansOfTheirOwn() {
        SqlEngine engine = engine(SqlSettings.DEFAULT, true);
        for (int limit = 1; limit <= 3; limit++) {
            for (String region : List.of("eu", "us-east")) {
                String sql = "select region, event_id from production.events where region = '" + region
                        + "' order by 2 limit " + limit;
                assertThat(Shop.rows(engine, sql)).hasSize(limit);
                assertThat(outcome(engine, sql)).isEqualTo(outcome(TEXTS, sql));
            }
        }
        assertThat(engine.planFigures().misses()).isEqualTo(3);
    }

    @Test
    void theCallersParametersAndLiteralsMix() {
        SqlEngine engine = engine(SqlSettings.DEFAULT, true);
        for (String region : List.of("eu", "us-east", "ap")) {
            for (int least = 0; least < 900; least += 300) {
                String sql =
                        "select count(*), cast(? as varchar) || 'x' from production.events where revenue > ? and region = '"
                                + region + "' and quantity < ? and revenue > " + least;
                assertThat(outcome(engine, sql, "a", 100, 8)).hasSize(3).isEqualTo(outcome(TEXTS, sql, "a", 100, 8));
            }
        }
        assertThat(engine.planFigures().misses()).isEqualTo(1);
    }

    @Test
    void preparingAndRunningShareAPlan() {
        SqlEngine engine = engine(SqlSettings.DEFAULT, true);
        engine.prepare(Shop.LOCAL, "select count(*) from events where region = 'eu'", List.of("production"));
        engine.execute(
                        Shop.LOCAL,
                        "select count(*) from events where region = 'us-west'",
                        List.of(),
                        List.of("production"))
                .close();
        assertThat(engine.planFigures().misses()).isEqualTo(1);
        assertThat(engine.planFigures().hits()).isEqualTo(1);
    }

    @Test
    void anErrorNamesItsPlaceInTheStatementAsItWasWritten() {
        for (SqlEngine engine : List.of(SHAPES, TEXTS)) {
            assertThat(outcome(engine, "select revenue\nfrom production.events where region = 'eu' and missing > 5"))
                    .first()
                    .asString()
                    .contains("line 2, column 48");
        }
    }

    @Test
    void aTimeThatIsNoneFailsAsItDoesWithoutShapes() {
        String good = "select count(*) from production.events where event_time > '2025-08-09 20:46:02'";
        String bad = "select count(*) from production.events where event_time > '2025-08-09 20:46:xx'";
        for (String sql : List.of(good, bad, good)) {
            assertThat(outcome(SHAPES, sql)).isEqualTo(outcome(TEXTS, sql));
        }
    }

    @Test
    void noMorePlansAreKeptThanTheBoundSays() {
        SqlEngine engine = engine(SqlSettings.DEFAULT.withMaxPlans(4), true);
        for (int i = 1; i <= 20; i++) {
            Shop.rows(engine, "select region from production.events where region = 'eu' limit " + i);
        }
        assertThat(engine.planFigures().misses()).isEqualTo(20);
        assertThat(engine.planFigures().kept()).isLessThanOrEqualTo(4);
        assertThat(engine.planFigures().bound()).isEqualTo(4);
    }

    @Test
    void anotherColumnMakesANewPlan() {
        Shop shop = new Shop(7);
        SqlEngine engine = shop.engine(SqlSettings.DEFAULT);
        String sql = "select * from \"my-ns\".t where city = 'Zürich'";
        int before = outcome(engine, sql).size();
        new io.truenow.sql.Events()
                .add("c", Shop.T0 + 9, java.util.Map.of("city", "Bern", "height", 540))
                .into(shop.reads, new io.truenow.events.catalog.TableRef("default", "my-ns", "t"));
        assertThat(outcome(engine, sql)).hasSizeGreaterThan(before).anyMatch(line -> line.startsWith("height"));
        assertThat(engine.planFigures().misses()).isEqualTo(2);
    }
}
