package io.truenow.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.time.TimeText;
import io.truenow.sql.parse.StatementShape.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementShapeTest {

    private static StatementShape shape(String sql) {
        return Objects.requireNonNull(StatementShape.of(sql), sql);
    }

    private static List<Kind> kinds(String sql) {
        StatementShape shape = shape(sql);
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < shape.literals(); i++) {
            kinds.add(shape.kind(i));
        }
        return kinds;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select 1; select 2",
                "select a from t where b = 'x' and c > 1.5; select a from t where b = 'it''s' and c > 22.75",
                "select 1 /* one */ from t; select  1  from t",
                "select 1 -- one; select 1 ",
                "select a from t where x > timestamp '2026-01-02 03:04:05'; select a from t where x > timestamp '2028-02-29 23:59:59.123456'",
            })
    void statementsThatDifferInLiteralsHaveOneShape(String one, String other) {
        assertThat(shape(one).text()).isEqualTo(shape(other).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select 1; select 1.5",
                "select 1; select '1'",
                "select 1; select 3000000000",
                "select 1; select 1e0",
                "select 1; select -1",
                "select a from t where x > interval '1' hour; select a from t where x > interval '2' hour",
                "select a from t where x > date '2026-01-02'; select a from t where x > date '2026-01-03'",
                "select a from t where x > timestamp '2026-01-02 03:04:05'; select a from t where x > timestamp '2026-02-30 03:04:05'",
                "select \"1\" from t; select \"2\" from t",
                "select a1 from t; select a2 from t",
                "select x'12'; select x'34'",
                "select a from t where b in (1, 2); select a from t where b in (1, 2, 3)",
            })
    void statementsOfOtherMeaningHaveOtherShapes(String one, String other) {
        assertThat(shape(one).text()).isNotEqualTo(shape(other).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "explain select 1",
                "explain analyze select 1",
                "insert into t values (1)",
                "select 'open",
                "select \"open",
                "select /* open",
                "select 'a' 'b'",
                "select /*+ hint */ 1",
                "select U&'\\0041'",
                "select 1a",
                "select 1e",
                "select \u0001",
                "select `a`",
            })
    void whatIsNotUnderstoodHasNoShape(String sql) {
        assertThat(StatementShape.of(sql)).isNull();
    }

    @Test
    void literalsHaveTheirValues() {
        StatementShape shape =
                shape("select a from t where b = 'it''s' and c in (7, 3000000000, 1.50, 2e3, 12345678901234567890)"
                        + " and d > TIMESTAMP /* 'no' */ '2026-01-02 03:04:05.5'");
        assertThat(shape.quoted(0)).isEqualTo("it's");
        assertThat(shape.number(1, false)).isEqualTo(7);
        assertThat(shape.number(1, true)).isEqualTo(-7);
        assertThat(shape.number(2, false)).isEqualTo(3_000_000_000L);
        assertThat(shape.number(3, false)).isEqualTo(new BigDecimal("1.50"));
        assertThat(shape.number(4, true)).isEqualTo(-2000.0);
        assertThat(shape.number(5, false)).isEqualTo(new BigDecimal("12345678901234567890"));
        assertThat(shape.quoted(6)).isEqualTo("2026-01-02 03:04:05.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02 03:04:05",
                "2026-01-02 03:04:05.1",
                "2026-01-02 03:04:05.000001",
                "2024-02-29 23:59:59.999999",
                "1969-12-31 23:59:59.9",
                "0001-01-01 00:00:00.123",
                "9999-12-31 23:59:59.999999",
            })
    void timesAreReadAsElsewhere(String time) {
        assertThat(shape("select a from t where x > timestamp '" + time + "'").timestampMicros(0))
                .isEqualTo(TimeText.parseIso(time));
    }

    @Test
    void numbersAreTheDoublesThatTheirDecimalsAre() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            String number = random.nextInt(1_000_000) + "." + Math.abs(random.nextLong() >> random.nextInt(60));
            StatementShape shape = shape("select a from t where x > " + number);
            assertThat(shape.doubleNumber(0, false))
                    .isEqualTo(shape.number(0, false).doubleValue());
            assertThat(shape.doubleNumber(0, true))
                    .isEqualTo(shape.number(0, true).doubleValue());
        }
    }

    @Test
    void kindsFollowTheTypesOfLiterals() {
        assertThat(kinds("select 2147483647, 2147483648, 9223372036854775807, 9223372036854775808, 0.5, 1e5, 'x'"))
                .containsExactly(Kind.INT, Kind.LONG, Kind.LONG, Kind.DECIMAL, Kind.DECIMAL, Kind.DOUBLE, Kind.TEXT);
    }

    @Test
    void numbersWithLeadingZerosAndAfterAPointStay() {
        assertThat(kinds("select 007, .5, t.5")).isEmpty();
    }

    @Test
    void literalsThatStayAreTold() {
        BitSet lifted = new BitSet();
        lifted.set(0);
        assertThat(shape("select a from t where b = 'x' limit 5").written(lifted))
                .isEqualTo(shape("select a from t where b = 'long' limit 5").written(lifted))
                .isNotEqualTo(shape("select a from t where b = 'x' limit 6").written(lifted));
    }

    @Test
    void moreLiteralsThanTheBoundHaveNoShape() {
        String list = "1, ".repeat(StatementShape.MAX_LITERALS - 1) + "1";
        assertThat(shape("select a from t where b in (" + list + ")").literals())
                .isEqualTo(StatementShape.MAX_LITERALS);
        assertThat(StatementShape.of("select a from t where b in (" + list + ", 1)"))
                .isNull();
    }
}
