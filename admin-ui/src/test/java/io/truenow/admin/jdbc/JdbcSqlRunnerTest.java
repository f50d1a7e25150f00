package io.truenow.admin.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlFailure.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSqlRunnerTest {

    private final JdbcSqlRunner runner = new JdbcSqlRunner(LocalAvatica.URL, ConsoleSettings.defaults());

    @Test
    void anAnswerHasTypedColumnsAndCells() {
        ResultRows answer = runner.run(
                "SELECT * FROM (VALUES (1, 'a', 1.5e0, TIMESTAMP '2026-11-20 14:00:00.123', CAST(NULL AS VARCHAR))) AS t(n, s, d, ts, z)",
                10);
        assertThat(answer.failure()).isNull();
        assertThat(answer.columns()).extracting(ResultColumn::name).containsExactly("n", "s", "d", "ts", "z");
        assertThat(answer.columns()).extracting(ResultColumn::number).containsExactly(true, false, true, false, false);
        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.rows().getFirst()).containsExactly(1, "a", 1.5, "2026-11-20T14:00:00.123000Z", null);
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.elapsedMicros()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anAnswerIsCutAtTheRowLimitAndSaysSo(int maxRows) {
        ResultRows answer = runner.run("SELECT * FROM (VALUES 1, 2, 3) AS t(n)", maxRows);
        assertThat(answer.rows()).hasSize(maxRows);
        assertThat(answer.truncated()).isTrue();
    }

    @Test
    void anAnswerOfExactlyTheRowLimitIsWhole() {
        ResultRows answer = runner.run("SELECT * FROM (VALUES 1, 2, 3) AS t(n)", 3);
        assertThat(answer.rows()).hasSize(3);
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void anAnswerIsCutAtTheByteLimit() {
        ConsoleSettings small = new ConsoleSettings(1_000, 1_024, 60, 500, 3_000, 300, 500_000);
        ResultRows answer = new JdbcSqlRunner(LocalAvatica.URL, small)
                .run("SELECT * FROM (VALUES '" + "x".repeat(2_000) + "', 'y', 'z') AS t(s)", 100);
        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.truncated()).isTrue();
    }

    @Test
    void aColumnThatIsNotThereIsMarkedInTheStatement() {
        ResultRows answer = runner.run("SELECT n,\n       nosuch\nFROM (VALUES 1) AS t(n)", 10);
        SqlFailure failure = java.util.Objects.requireNonNull(answer.failure());
        assertThat(failure.span()).isEqualTo(new Span(2, 8, 2, 13));
        assertThat(failure.message())
                .startsWith("Column 'nosuch' not found")
                .doesNotContain("Exception", "Error while");
    }

    @Test
    void aMistypedWordIsMarkedInTheStatement() {
        ResultRows answer = runner.run("SELECT 1 FRUM x y z", 10);
        SqlFailure failure = java.util.Objects.requireNonNull(answer.failure());
        assertThat(failure.span()).isNotNull();
        assertThat(failure.message()).contains("Encountered").doesNotContain("Was expecting", "Exception:");
    }

    @Test
    void aServerThatIsNotThereIsASentence() {
        ResultRows answer = new JdbcSqlRunner("jdbc:nothing:here", ConsoleSettings.defaults()).run("SELECT 1", 1);
        SqlFailure failure = java.util.Objects.requireNonNull(answer.failure());
        assertThat(failure.message()).isEqualTo("No suitable driver found for jdbc:nothing:here");
    }
}
