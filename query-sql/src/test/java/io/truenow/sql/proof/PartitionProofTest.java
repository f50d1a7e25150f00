package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlEngine;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Ternary logic partitioning (Rigger and Su, "Finding bugs in database systems via query partitioning", 2020): the rows for which a predicate is
 * true, those for which its negation is, and those for which it is unknown are all rows; counts and extremes of the three make those of the
 * whole. Each check is four statements; four checks each have one form with other literals.
 */
class PartitionProofTest {

    /** Checks of one form, which share a plan where literals do not change it. */
    private static final int LITERALS = 4;

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
        long form = seed / LITERALS;
        Statements.Partition partition = new Statements(form, seed).partition();
        Random random = new Random(form);
        List<Column> columns = partition.source().columns();
        String from = " FROM " + partition.source().sql().in(Sql.Dialect.TRUENOW);
        String predicate = partition.predicate().in(Sql.Dialect.TRUENOW);
        boolean rows = random.nextBoolean();
        String first = columns.get(random.nextInt(columns.size())).name();
        String second = columns.get(random.nextInt(columns.size())).name();
        String whole = rows
                ? "SELECT " + first + ", " + second + from
                : "SELECT COUNT(*), COUNT(" + first + "), MIN(" + first + "), MAX(" + first + "), MIN(" + second
                        + "), MAX(" + second + ")" + from;
        try {
            List<List<@Nullable Object>> parts = new ArrayList<>();
            for (String part :
                    List.of(" WHERE " + predicate, " WHERE NOT " + predicate, " WHERE " + predicate + " IS NULL")) {
                parts.addAll(ProofTables.rows(engine, whole + part));
            }
            String difference =
                    Answers.difference(ProofTables.rows(engine, whole), rows ? parts : List.of(together(parts)), false);
            return difference == null ? null : difference + "\n  " + whole + "\n  " + predicate;
        } catch (TrueNowException e) {
            return "refused: " + e.getMessage() + "\n  " + whole + "\n  " + predicate;
        }
    }

    /** Two counts are added, then the least and the greatest of two columns are taken. */
    private static List<@Nullable Object> together(List<List<@Nullable Object>> parts) {
        List<@Nullable Object> one = new ArrayList<>(parts.getFirst());
        for (List<@Nullable Object> part : parts.subList(1, parts.size())) {
            for (int i = 0; i < one.size(); i++) {
                Object left = one.get(i);
                Object right = part.get(i);
                if (left == null || right == null) {
                    one.set(i, left == null ? right : left);
                } else if (i < 2) {
                    one.set(i, ((Number) left).longValue() + ((Number) right).longValue());
                } else {
                    boolean least = i % 2 == 0;
                    one.set(i, compare(left, right) <= 0 == least ? left : right);
                }
            }
        }
        return one;
    }

    /** Texts by code point, times and numbers by size. */
    private static int compare(Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        }
        return Arrays.compare(
                left.toString().codePoints().toArray(),
                right.toString().codePoints().toArray());
    }
}
