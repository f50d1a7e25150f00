package io.truenow.admin.jdbc;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.SqlDoors;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlRunner;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Doors over Avatica's driver, which sends the key when the server asks for it. Thread-safe. */
public final class JdbcSqlDoors implements SqlDoors {

    private final String url;
    private final ConsoleSettings settings;

    /** As {@link JdbcSqlRunner#JdbcSqlRunner}. */
    public JdbcSqlDoors(String url, ConsoleSettings settings) {
        this.url = url;
        this.settings = settings;
    }

    @Override
    public SqlRunner runner(@Nullable String key) {
        return new JdbcSqlRunner(url, login(key), settings);
    }

    @Override
    public SqlExport export(@Nullable String key) {
        return new JdbcSqlExport(url, login(key), settings);
    }

    private static Properties login(@Nullable String key) {
        Properties login = new Properties();
        if (key != null) {
            login.setProperty("authentication", "BASIC");
            login.setProperty("avatica_user", "console");
            login.setProperty("avatica_password", key);
        }
        return login;
    }
}
