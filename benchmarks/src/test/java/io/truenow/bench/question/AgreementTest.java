package io.truenow.bench.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.bench.question.Question.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void theOrderOfRowsAndTheLastBitsOfASumDoNotMatter() {
        assertThat(differ(
                        Check.EXACT,
                        List.of(List.of("a", 0.1 + 0.2), List.of("b", 5.0)),
                        List.of(List.of("b", 5.0), List.of("a", 0.3))))
                .isEmpty();
    }

    @Test
    void anotherValueAnotherKeyAndAMissingRowAreDifferences() {
        assertThat(differ(Check.EXACT, List.of(List.of("a", 1.0)), List.of(List.of("a", 1.001))))
                .isNotEmpty();
        assertThat(differ(Check.EXACT, List.of(List.of("a", 1.0)), List.of(List.of("b", 1.0))))
                .isNotEmpty();
        assertThat(differ(Check.EXACT, List.of(List.of("a", 1.0)), List.of())).isEqualTo("1 rows beside 0");
    }

    @Test
    void anApproximateAnswerMayBeATenthOff() {
        assertThat(differ(Check.APPROXIMATE, List.of(List.of(100.0)), List.of(List.of(109.0))))
                .isEmpty();
        assertThat(differ(Check.APPROXIMATE, List.of(List.of(100.0)), List.of(List.of(120.0))))
                .isNotEmpty();
    }

    @Test
    void everyQuestionHasSqlForEverySide() {
        for (Question question : Question.values()) {
            for (Engine.Side side : Engine.Side.values()) {
                assertThat(question.sql(side, 7, 1000)).doesNotContain("%").matches("(select|values).*");
            }
        }
        assertThat(Question.COUNT.sql(Engine.Side.TRUENOW, 7, 1000)).isEqualTo("select count(*) from bench.w1_007");
    }

    private static String differ(Check check, List<List<@Nullable Object>> left, List<List<@Nullable Object>> right) {
        return Agreement.difference(check, left, right);
    }
}
