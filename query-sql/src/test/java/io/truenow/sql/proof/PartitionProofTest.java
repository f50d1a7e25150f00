package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Ternary logic partitioning (Rigger and Su, "Finding bugs in database systems via query partitioning", 2020): the rows for which a predicate is
 * true, those for which its negation is, and those for which it is unknown are all rows; counts, sums and extremes of the three make those of the
 * whole.
 */
class PartitionProofTest {

    @Test
    void threePartsMakeTheWhole() throws SQLException {
        ProofRun run = ProofRun.of("by partition", 40);
        List<String> findings = new ArrayList<>();
        run.eachData((tables, from, to) -> {
            for (int i = from; i < to; i++) {
                String finding = finding(tables.engine, run.seed() + i);
                if (finding != null) {
                    findings.add(run.named(i, finding));
                }
            }
        });
        run.report(findings);
        assertThat(findings).isEmpty();
    }

    private static @Nullable String finding(SqlEngine engine, long seed) {
        Statements.Partition partition = new Statements(seed).partition();
        Random random = new Random(seed);
        List<Column> columns = partition.source().columns();
        String from = " FROM " + partition.source().sql().in(Sql.Dialect.TRUENOW);
        String predicate = partition.predicate().in(Sql.Dialect.TRUENOW);
        List<String> parts =
                List.of(" WHERE " + predicate, " WHERE NOT " + predicate, " WHERE " + predicate + " IS NULL");
        String picked = columns.get(random.nextInt(columns.size())).name() + " AS c0, "
                + columns.get(random.nextInt(columns.size())).name() + " AS c1";
        String extreme = columns.get(random.nextInt(columns.size())).name();
        String accumulated =
                "COUNT(*) AS c0, COUNT(" + extreme + ") AS c1, MIN(" + extreme + ") AS c2, MAX(" + extreme + ") AS c3";
        try {
            String rows = union(picked, from, parts);
            String difference = Answers.difference(rows(engine, "SELECT " + picked + from), rows(engine, rows), false);
            if (difference != null) {
                return difference + "\n  " + rows;
            }
            String sums = "SELECT SUM(q.c0), SUM(q.c1), MIN(q.c2), MAX(q.c3) FROM (" + union(accumulated, from, parts)
                    + ") q";
            difference = Answers.difference(rows(engine, "SELECT " + accumulated + from), rows(engine, sums), false);
            return difference == null ? null : difference + "\n  " + sums;
        } catch (TrueNowException e) {
            return "refused: " + e.getMessage() + "\n  " + predicate + "\n  " + from;
        }
    }

    private static String union(String picked, String from, List<String> parts) {
        List<String> selects =
                parts.stream().map(part -> "SELECT " + picked + from + part).toList();
        return String.join(" UNION ALL ", selects);
    }

    private static List<List<@Nullable Object>> rows(SqlEngine engine, String sql) {
        return ProofTables.rows(engine, sql);
    }
}
