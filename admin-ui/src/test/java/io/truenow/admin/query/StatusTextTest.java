package io.truenow.admin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlFailure.Span;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final List<ResultColumn> COLUMNS = List.of(new ResultColumn("n", "BIGINT", true));

    private static List<@Nullable Object[]> rows(int count) {
        return Collections.nCopies(count, new @Nullable Object[] {1L});
    }

    @Test
    void oneRowIsNotCalledRows() {
        assertThat(StatusText.of(ResultRows.of(COLUMNS, rows(1), 4_180))).isEqualTo("1 row · 4.18 ms");
    }

    @Test
    void aCutAnswerSaysSoAndWarningsAreShown() {
        ResultRows answer = new ResultRows(
                COLUMNS, rows(10_000), 1_000_000, true, List.of("rows before 2026 are not in memory"), null);
        assertThat(StatusText.of(answer))
                .isEqualTo(
                        "10,000 rows · 1.00 s · there are more rows: only the first 10,000 are shown, narrow the statement"
                                + " or add a LIMIT · rows before 2026 are not in memory");
    }

    @Test
    void valuesStandAsAProgramGetsThem() {
        assertThat(ResultGrid.text(null)).isEqualTo("NULL");
        assertThat(ResultGrid.text(1234567L)).isEqualTo("1234567");
        assertThat(ResultGrid.text(12345678.0)).isEqualTo("12345678.0");
        assertThat(ResultGrid.text(1e300)).isEqualTo("1.0E300");
    }

    @Test
    void theEndOfAStatementIsCutButNotItsBeginning() {
        assertThat(Statements.withoutEnd("\n SELECT 1 ;\n; ")).isEqualTo("\n SELECT 1");
        assertThat(Statements.withoutEnd(" ; ")).isEmpty();
    }

    @Test
    void aPlaceIsSaidInWords() {
        assertThat(FailurePanel.place(new Span(2, 8, 2, 13))).isEqualTo("Line 2, column 8 to 13");
        assertThat(FailurePanel.place(new Span(1, 5, 1, 5))).isEqualTo("Line 1, column 5");
        assertThat(FailurePanel.place(new Span(1, 5, 3, 2))).isEqualTo("Line 1, column 5 to line 3, column 2");
    }
}
