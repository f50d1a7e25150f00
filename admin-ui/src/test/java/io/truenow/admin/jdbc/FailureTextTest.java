package io.truenow.admin.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlFailure.Span;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    private static final String SQL = "SELECT nosuch FROM sys.tables";

    @Test
    void aNameThatIsNotThereIsMarkedFromStartToEnd() {
        SqlFailure failure = FailureText.of(
                SQL,
                "Error -1 (00000) : Error while executing SQL \"" + SQL
                        + "\": Remote driver error: RuntimeException: org.apache.calcite.runtime.CalciteContextException: From line 1, column 8"
                        + " to line 1, column 13: Column 'nosuch' not found in any table -> CalciteContextException: From line 1, column 8 to"
                        + " line 1, column 13: Column 'nosuch' not found in any table -> SqlValidatorException: Column 'nosuch' not found in any"
                        + " table");
        assertThat(failure.span()).isEqualTo(new Span(1, 8, 1, 13));
        assertThat(failure.message()).isEqualTo("Column 'nosuch' not found in any table");
        assertThat(failure.detail()).contains("Remote driver error");
        assertThat(failure.cancelled()).isFalse();
    }

    @Test
    void aWordThatTheParserDoesNotExpectIsMarkedAndTheListOfExpectedWordsIsLeftOut() {
        SqlFailure failure = FailureText.of(
                "SELEC 1",
                "Error while preparing statement [SELEC 1]: Remote driver error: "
                        + "SqlParseException: Non-query expression encountered in illegal context. Encountered \"SELEC\" at line 1, column 1.\n"
                        + "Was expecting one of:\n    \"ABS\" ...\n    \"ARRAY\" ...");
        assertThat(failure.span()).isEqualTo(new Span(1, 1, 1, 1));
        assertThat(failure.message())
                .endsWith("at line 1, column 1")
                .doesNotContain("ARRAY")
                .doesNotContain("Remote driver");
    }

    @Test
    void theServersOwnFormMarksTheWordAtItsPlace() {
        SqlFailure failure = FailureText.of(
                "SELECT repo,\n       nosuch\nFROM t",
                "Error 8 (42000) : Error while executing SQL \"SELECT repo,\n       nosuch\nFROM t\": "
                        + "Remote driver error: Column 'nosuch' not found in any table (line 2, column 8).");
        assertThat(failure.span()).isEqualTo(new Span(2, 8, 2, 13));
        assertThat(failure.message()).isEqualTo("Column 'nosuch' not found in any table (line 2, column 8).");
    }

    @Test
    void anErrorWithoutAPlaceKeepsItsSentence() {
        SqlFailure failure = FailureText.of(SQL, "Connection refused");
        assertThat(failure.span()).isNull();
        assertThat(failure.message()).isEqualTo("Connection refused");
    }

    @Test
    void aPlaceInsideTheStatementsOwnTextIsNotTakenForTheErrors() {
        String sql = "SELECT 'From line 9, column 9 to line 9, column 9: x'";
        SqlFailure failure =
                FailureText.of(sql, "Error while executing SQL \"" + sql + "\": STATEMENT_TIMEOUT: after 60 s");
        assertThat(failure.span()).isNull();
    }

    @Test
    void aPlaceMovesWithTheSelection() {
        assertThat(new Span(1, 8, 2, 3).shifted(4, 10)).isEqualTo(new Span(5, 18, 6, 3));
    }
}
