package io.truenow.admin.query;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names that completion offers, as of one look at the server.
 *
 * @param tables tables with their columns, the system tables last
 * @param functions functions that the server has, with the text that is put in
 * @param cut whether there are more columns than {@link #MAX_COLUMNS}
 */
public record CompletionCatalog(List<Table> tables, List<String> functions, boolean cut) {

    /** Most columns of all tables together. */
    static final int MAX_COLUMNS = 5_000;

    private static final List<String> SYSTEM_TABLES =
            List.of("tables", "columns", "segments", "statements", "ingest_audit");

    private static final String COLUMNS_SQL = """
            SELECT "namespace" AS ns, "table" AS tab, "column" AS col, "type" AS kind
            FROM sys.columns
            ORDER BY 1, 2, "position\"""";

    private static final List<String> FUNCTIONS = List.of(
            "COUNT(*)",
            "COUNT(DISTINCT )",
            "SUM()",
            "AVG()",
            "MIN()",
            "MAX()",
            "APPROX_COUNT_DISTINCT()",
            "APPROX_PERCENTILE(, 0.99)",
            "STDDEV()",
            "VARIANCE()",
            "ANY_VALUE()",
            "TIME_BUCKET('1 day', )",
            "CANCEL_QUERY()",
            "CURRENT_TIMESTAMP",
            "EXTRACT(YEAR FROM )",
            "TIMESTAMPDIFF(DAY, , )",
            "TIMESTAMPADD(DAY, , )",
            "TO_CHAR(, 'YYYY')",
            "CAST( AS VARCHAR)",
            "COALESCE(, )",
            "NULLIF(, )",
            "GREATEST(, )",
            "LEAST(, )",
            "UPPER()",
            "LOWER()",
            "TRIM()",
            "SUBSTRING(, 1, )",
            "CONCAT(, )",
            "LENGTH()",
            "REPLACE(, , )",
            "POSITION( IN )",
            "STARTS_WITH(, )",
            "SPLIT_PART(, , 1)",
            "REGEXP_REPLACE(, , )",
            "ABS()",
            "ROUND()",
            "FLOOR()",
            "CEIL()",
            "SQRT()",
            "POWER(, )",
            "LN()",
            "LOG10()",
            "EXP()",
            "MOD(, )",
            "SIGN()");

    /** A table. */
    public record Table(String namespace, String name, List<Column> columns) {}

    /** A column and its type. */
    public record Column(String name, String type) {}

    /** Looks at the server. What cannot be had is left out: completion is an offer. */
    static CompletionCatalog of(SqlRunner runner) {
        ResultRows rows = runner.run(COLUMNS_SQL, MAX_COLUMNS);
        Map<List<String>, List<Column>> byTable = new LinkedHashMap<>();
        for (Object[] row : rows.rows()) {
            byTable.computeIfAbsent(List.of(String.valueOf(row[0]), String.valueOf(row[1])), name -> new ArrayList<>())
                    .add(new Column(String.valueOf(row[2]), String.valueOf(row[3])));
        }
        List<Table> tables = new ArrayList<>();
        byTable.forEach((name, columns) -> tables.add(new Table(name.get(0), name.get(1), columns)));
        for (String system : SYSTEM_TABLES) {
            List<ResultColumn> columns =
                    runner.run("SELECT * FROM sys." + system + " LIMIT 0", 1).columns();
            tables.add(new Table(
                    "sys",
                    system,
                    columns.stream().map(c -> new Column(c.name(), c.type())).toList()));
        }
        return new CompletionCatalog(tables, FUNCTIONS, rows.truncated());
    }
}
