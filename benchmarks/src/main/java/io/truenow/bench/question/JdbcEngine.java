package io.truenow.bench.question;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks over one JDBC connection by prepared statements. The JVM's zone must be UTC. */
final class JdbcEngine implements Engine {

    private final Side side;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    JdbcEngine(Side side, String url) {
        this.side = side;
        try {
            this.connection = DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public Reply ask(String sql) {
        try {
            PreparedStatement statement = prepared.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                prepared.put(sql, statement);
            }
            long start = System.nanoTime();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                int width = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<@Nullable Object> row = new ArrayList<>(width);
                    for (int column = 1; column <= width; column++) {
                        row.add(found.getObject(column));
                    }
                    rows.add(row);
                }
            }
            long nanos = System.nanoTime() - start;
            rows.forEach(row -> row.replaceAll(JdbcEngine::plain));
            return new Reply(nanos, rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Timestamp time -> time.getTime() * 1000.0;
            case Number number -> number.doubleValue();
            case null -> null;
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
