package io.truenow.sql.driver;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;

/** The program of {@code docs/jdbc.md}. */
final class JdbcPageExample {

    private JdbcPageExample() {}

    static void run(String url, Consumer<String> show) throws SQLException {
        // the page
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(
                        "select region, count(*) as orders, sum(revenue) as total from events"
                                + " where event_time >= ? group by region order by total desc")) {
            statement.setObject(1, Instant.parse("2025-08-09T00:00:00Z"));
            statement.setQueryTimeout(10);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    show.accept(
                            rows.getString("region") + ": " + rows.getLong("orders") + ", " + rows.getDouble("total"));
                }
            }
        }
        // end of the page
    }
}
