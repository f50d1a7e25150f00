package io.truenow.admin.query;

import io.truenow.admin.format.FigureText;
import io.truenow.admin.format.SqlNames;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlRunner;

/**
 * What the server read for a statement, which does not travel over JDBC: {@code sys.statements} has it, for the last 200 that ended. If the
 * same text was run by two people at the same moment, the later one is taken; it read the same.
 */
final class StatementCost {

    private static final int MAX_CHARACTERS = 20_000;

    private StatementCost() {}

    /** A few words, empty if the server does not know any more. */
    static String text(SqlRunner runner, String sql) {
        if (sql.length() > MAX_CHARACTERS) {
            return "";
        }
        ResultRows rows = runner.run(sqlFor(sql), 1);
        if (rows.rows().isEmpty()) {
            return "";
        }
        Object[] row = rows.rows().getFirst();
        return number(row[0]) + " rows read in " + number(row[1])
                + (number(row[1]).equals("1") ? " segment" : " segments")
                + (number(row[2]).equals("0") ? "" : ", " + number(row[2]) + " left out by time");
    }

    private static String sqlFor(String sql) {
        return "SELECT rows_scanned, segments_scanned, segments_pruned FROM sys.statements WHERE \"state\" = 'done' AND \"sql\" = "
                + SqlNames.literal(sql) + " ORDER BY id DESC LIMIT 1";
    }

    private static String number(@org.jspecify.annotations.Nullable Object cell) {
        return cell instanceof Number number ? FigureText.grouped(number.longValue()) : FigureText.UNKNOWN;
    }
}
