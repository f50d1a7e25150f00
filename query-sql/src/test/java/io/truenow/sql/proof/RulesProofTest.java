package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same random statements with our planner rules and without them. */
class RulesProofTest {

    @Test
    void ourRulesChangeNoAnswer() throws SQLException {
        ProofRun run = ProofRun.of("of the rules", 80);
        List<String> findings = new ArrayList<>();
        run.eachData((tables, from, to) -> {
            for (int i = from; i < to; i++) {
                Statement statement = new Statements(run.seed() + i).statement();
                String sql = statement.in(Sql.Dialect.TRUENOW);
                Answer with = answer(tables.engine, sql);
                Answer without = answer(tables.plain, sql);
                String difference = with.rows() == null || without.rows() == null
                        ? with.refused() == without.refused()
                                ? null
                                : "only one side refuses: " + with.message() + without.message()
                        : Answers.difference(with.rows(), without.rows(), statement.ordered());
                if (difference != null) {
                    findings.add(run.named(i, difference + "\n  " + sql));
                }
            }
        });
        run.report(findings);
        assertThat(findings).isEmpty();
    }

    private record Answer(@Nullable List<List<@Nullable Object>> rows, String message) {
        boolean refused() {
            return rows == null;
        }
    }

    private static Answer answer(SqlEngine engine, String sql) {
        try {
            return new Answer(ProofTables.rows(engine, sql), "");
        } catch (TrueNowException e) {
            return new Answer(null, String.valueOf(e.getMessage()));
        }
    }
}
