package io.truenow.launcher.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference: DuckDB on the file that the product was given. */
final class DuckDb {

    private DuckDb() {}

    /** The rows that each question has by DuckDB, in the order of {@link GitQuestions#ALL}. */
    static List<List<List<@Nullable Object>>> answers(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            load(connection, file);
            List<List<List<@Nullable Object>>> all = new ArrayList<>();
            for (GitQuestions.Question question : GitQuestions.ALL) {
                all.add(Sql.rows(
                        connection, question.duckdb().replace("%s", "changes").replace("%%", "%")));
            }
            return all;
        }
    }

    private static void load(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE changes AS SELECT event_id, event_time AS event_time_us,"
                    + " make_timestamp(event_time) AS event_time, unnest(dimensions), unnest(metrics)"
                    + " FROM read_json('" + file + "', format = 'newline_delimited', columns = {event_id: 'VARCHAR',"
                    + " event_time: 'BIGINT',"
                    + " dimensions: 'STRUCT(repo VARCHAR, module VARCHAR, extension VARCHAR, author VARCHAR, kind VARCHAR)',"
                    + " metrics: 'STRUCT(additions DOUBLE, deletions DOUBLE)'})");
        }
    }
}
