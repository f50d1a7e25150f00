package io.truenow.sql.driver;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.sql.Shop;
import io.truenow.sql.WebPort;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.server.AvaticaWebConfiguration;
import io.truenow.sql.server.EngineMeta;
import io.truenow.sql.server.JdbcSettings;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server over the shop's tables, which can be started again on the same port. Only start and stop are not thread-safe. */
final class DriverServer implements AutoCloseable {

    /** A statement that looks at 600⁴ rows and finds none. */
    static final String ENDLESS = "select count(*) from production.events a, production.events b, production.events c,"
            + " production.events d where a.revenue + b.revenue + c.revenue + d.revenue < 0";

    static final JdbcSettings USUAL = new JdbcSettings(1_000, Duration.ofMinutes(15), 64, 100, 10_000, 1 << 20);

    private final HotTierReads reads;
    final AtomicReference<Principal> caller = new AtomicReference<>(Principal.LOCAL);
    final AtomicReference<@Nullable String> authorization = new AtomicReference<>();
    final AtomicBoolean ready = new AtomicBoolean(true);
    private final JdbcSettings settings;
    private final SqlSettings limits;
    private SqlEngine engine;
    private EngineMeta meta;
    private WebPort web;
    private final int port;

    DriverServer(JdbcSettings settings, SqlSettings limits) {
        this(new Shop(7).reads, settings, limits);
    }

    /** A server over other tables. */
    DriverServer(HotTierReads reads, JdbcSettings settings, SqlSettings limits) {
        this.reads = reads;
        this.settings = settings;
        this.limits = limits;
        this.engine = engine();
        this.meta = new EngineMeta(engine, settings, "0.1.0-TEST");
        this.web = web(0);
        this.port = web.port();
        engine.warmUp(Principal.LOCAL);
    }

    private SqlEngine engine() {
        return new SqlEngine(reads, Shop.declared(), () -> Shop.T0 + 3_600_000_000L, limits, ready::get);
    }

    private WebPort web(int onPort) {
        Filter filter = (request, response, chain) -> {
            request.setAttribute(Principal.ATTRIBUTE, caller.get());
            authorization.set(((HttpServletRequest) request).getHeader("Authorization"));
            chain.doFilter(request, response);
        };
        return new WebPort(AvaticaWebConfiguration.class, filter, Map.of("meta", meta, "settings", settings), onPort);
    }

    int port() {
        return port;
    }

    SqlEngine sql() {
        return engine;
    }

    EngineMeta meta() {
        return meta;
    }

    void stop() {
        web.close();
        meta.close();
        engine.close();
    }

    /** A new server on the same port, which knows nothing of the old one's connections. */
    void start() {
        engine = engine();
        meta = new EngineMeta(engine, settings, "0.1.0-TEST");
        web = web(port);
    }

    String url(String more) {
        return "jdbc:truenow://localhost:" + port + more;
    }

    Connection connect(String more) throws SQLException {
        return DriverManager.getConnection(url(more));
    }

    static List<List<@Nullable Object>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return all(rows);
        }
    }

    static List<List<@Nullable Object>> all(ResultSet rows) throws SQLException {
        List<List<@Nullable Object>> all = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            @Nullable Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = rows.getObject(i + 1);
            }
            all.add(Arrays.asList(row));
        }
        return all;
    }

    @Override
    public void close() {
        stop();
    }
}
