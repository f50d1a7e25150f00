package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as the same answer. */
class AnswersTest {

    @Test
    void aNearRowGivesWayToOneThatHasNoOther() {
        List<List<Object>> left = List.of(List.of(1.0), List.of(1.0 + 8e-10), List.of(0.5, "other"));
        List<List<Object>> right = List.of(List.of(1.0 - 8e-10), List.of(1.0), List.of(0.5, "other"));

        assertThat(Answers.difference(left, right, false)).isNull();
        assertThat(Answers.difference(right, left, false)).isNull();
        assertThat(Answers.difference(
                        List.of(List.of(1.0), List.of(1.0 + 8e-10)), List.of(List.of(1.0), List.of(1.0)), false))
                .isNull();
        // Each of the two meets only the one.
        assertThat(Answers.difference(
                        List.of(List.of(1.0), List.of(1.0 + 1.6e-9)),
                        List.of(List.of(1.0), List.of(1.0 - 8e-10)),
                        false))
                .startsWith("other rows");
    }

    @Test
    void wholeNumbersTextsAndNullsAreComparedExactly() {
        assertThat(Answers.difference(List.of(List.of(1L << 60)), List.of(List.of((1L << 60) + 1)), true))
                .startsWith("other rows");
        assertThat(Answers.difference(List.of(List.of("a")), List.of(List.of("A")), true))
                .startsWith("other rows");
        assertThat(Answers.difference(List.of(Arrays.asList((Object) null)), List.of(List.of("")), true))
                .startsWith("other rows");
    }

    @Test
    void theOrderOfRowsCountsWhereItIsAsked() {
        List<List<Object>> up = List.of(List.of(1L), List.of(2L));
        List<List<Object>> down = List.of(List.of(2L), List.of(1L));

        assertThat(Answers.difference(up, down, false)).isNull();
        assertThat(Answers.difference(up, down, true)).startsWith("other rows");
        assertThat(Answers.difference(up, List.of(List.of(1L)), false)).startsWith("2 rows, not 1");
    }
}
