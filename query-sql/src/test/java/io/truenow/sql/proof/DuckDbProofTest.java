package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.error.TrueNowException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random statements answered by TrueNow and by DuckDB. See {@link ProofRun} for how to run more of them. */
class DuckDbProofTest {

    @Test
    void answersAreThoseOfDuckDb() throws SQLException {
        ProofRun run = ProofRun.of("against DuckDB", 200);
        List<String> findings = new ArrayList<>();
        run.eachData((tables, from, to) -> {
            for (int i = from; i < to; i++) {
                String finding = finding(tables, new Statements(run.seed() + i).statement());
                if (finding != null) {
                    findings.add(run.named(i, finding));
                }
            }
        });
        run.report(findings);
        assertThat(findings).isEmpty();
    }

    private static @Nullable String finding(ProofTables tables, Statement statement) {
        String ours = statement.in(Sql.Dialect.TRUENOW);
        String theirs = statement.in(Sql.Dialect.DUCKDB);
        List<List<@Nullable Object>> expected = null;
        String refused = null;
        try {
            expected = tables.duckDb(theirs);
        } catch (SQLException e) {
            refused = e.getMessage();
        }
        try {
            List<List<@Nullable Object>> actual = ProofTables.rows(tables.engine, ours);
            String difference = expected == null
                    ? "only DuckDB refuses: " + refused
                    : Answers.difference(actual, expected, statement.ordered());
            return difference == null ? null : difference + "\n  " + ours + "\n  " + theirs;
        } catch (TrueNowException e) {
            return expected == null
                    ? null
                    : "only TrueNow refuses: " + e.getMessage() + "\n  " + ours + "\n  " + theirs;
        }
    }
}
