package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that are made to keep a server busy are refused with what is too much of them, or answered. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileSqlTest {

    private static final SqlEngine ENGINE = new Shop(1).engine(SqlSettings.DEFAULT);
    private static final String EVENTS = "production.events";

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static String joined(int count, String between, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(between));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("levels of nesting", "select " + "(".repeat(10_000) + "1" + ")".repeat(10_000)),
                Arguments.of("levels of nesting", "select * from (".repeat(500) + "select 1" + ") t".repeat(500)),
                Arguments.of("levels of nesting", "select 1" + " + 1".repeat(1_000)),
                Arguments.of(
                        "levels of nesting",
                        "select count(*) from " + EVENTS + " where " + "not ".repeat(1_000) + "region = 'eu'"),
                Arguments.of("operators and functions", "select " + "- ".repeat(10_000) + "1"),
                Arguments.of(
                        "operators and functions",
                        "select count(*) from " + EVENTS + " where "
                                + joined(10_000, " or ", i -> "quantity + " + i + " > 1")),
                Arguments.of(
                        "operators and functions",
                        "select " + joined(2_000, ", ", i -> "sum(abs(revenue))") + " from " + EVENTS),
                Arguments.of(
                        "tables",
                        "select count(*) from " + EVENTS + " t"
                                + joined(500, "", i -> " join " + EVENTS + " t" + i + " using (event_id)")),
                Arguments.of("tables", "select count(*) from " + joined(500, ", ", i -> EVENTS + " t" + i)),
                Arguments.of(
                        "tables",
                        "with a0 as (select event_id from " + EVENTS + "), "
                                + joined(
                                        24,
                                        ", ",
                                        i -> "a" + (i + 1) + " as (select l.event_id from a" + i + " l, a" + i + " r)")
                                + " select count(*) from a24"),
                Arguments.of("queries", joined(1_000, " union ", i -> "select " + i)),
                Arguments.of(
                        "grouping sets",
                        "select count(*) from " + EVENTS + " group by cube (" + joined(10, ", ", i -> "quantity + " + i)
                                + ")"),
                Arguments.of(
                        "grouping sets",
                        "select count(*) from " + EVENTS + " group by rollup ("
                                + joined(9, ", ", i -> "quantity + " + i) + "), rollup ("
                                + joined(9, ", ", i -> "revenue + " + i) + ")"),
                Arguments.of(
                        "characters",
                        "select count(*) from " + EVENTS + " where user_id like '" + "%a".repeat(3_000) + "'"),
                Arguments.of(
                        "characters",
                        "select count(*) from " + EVENTS + " where user_id similar to '" + "a".repeat(1_001) + "'"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String limit, String sql) {
        assertThatThrownBy(() -> Shop.rows(ENGINE, sql)).isInstanceOfSatisfying(TrueNowException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_COMPLEX);
            assertThat(e.getMessage()).contains(limit).hasSizeLessThan(600);
        });
    }

    @ParameterizedTest
    @MethodSource
    void textsThatAreMadeHaveALongestLength(String expression) {
        assertThatThrownBy(() -> Shop.rows(ENGINE, "select max(" + expression + ") from " + EVENTS))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ANSWER_LIMIT));
    }

    static Stream<String> textsThatAreMadeHaveALongestLength() {
        return Stream.of(
                "repeat(event_id, 1000000000)",
                "lpad(event_id, 1000000000, 'x')",
                "rpad(event_id, 1000000000)",
                "repeat(event_id, 500000) || repeat(event_id, 500000)");
    }

    static Stream<Arguments> answered() {
        String many = "a".repeat(4_000) + "!";
        return Stream.of(
                Arguments.of(
                        "600",
                        "select count(*) from " + EVENTS + " where event_id in ("
                                + joined(10_000, ", ", i -> "'e" + i + "'") + ")"),
                Arguments.of(
                        "600",
                        "select count(*) from " + EVENTS + " where "
                                + joined(1_000, " or ", i -> "event_id = 'e" + i + "'")),
                Arguments.of(
                        "0",
                        "select count(*) from " + EVENTS + " where event_id || '" + many + "' like '" + "%a".repeat(200)
                                + "b'"),
                Arguments.of(
                        "0",
                        "select count(*) from " + EVENTS + " where event_id || '" + many + "' similar to '%(a|aa)+b'"),
                Arguments.of(
                        "0", "select count(*) from " + EVENTS + " where event_id || '" + many + "' ~ '(x+x+|a+a+)+y'"),
                Arguments.of(
                        "0",
                        "select count(*) from " + EVENTS + " where regexp_replace(event_id || '" + many
                                + "', '((a+)+)+b', '') = 'x'"),
                Arguments.of("990000", "select char_length('" + "x".repeat(990_000) + "')"));
    }

    @ParameterizedTest
    @MethodSource
    void answered(String expected, String sql) {
        assertThat(Shop.rows(ENGINE, sql))
                .singleElement()
                .satisfies(row -> assertThat(row).extracting(String::valueOf).containsExactly(expected));
    }
}
