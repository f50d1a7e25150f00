package io.truenow.admin;

import io.truenow.admin.jdbc.JdbcSqlDoors;
import io.truenow.admin.port.AuditControl;
import io.truenow.admin.port.ConsoleAccess;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Endpoints;
import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import io.truenow.admin.port.LiveFigures;
import io.truenow.admin.port.SqlDoors;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlRunner;
import io.truenow.events.time.MicroClock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The console as the launcher starts it, a web context below a root context, but with doubles behind its ports: to look at it and to
 * test it. {@code main} takes a port and optionally {@code empty}, {@code stopped}, or the JDBC URL of a real server.
 */
public final class ConsoleWithDoubles implements AutoCloseable {

    private final ConfigurableApplicationContext root;
    private final ConfigurableApplicationContext web;

    /** Starts a console; port 0 takes a free one; the neighbours are more configurations in its web context. */
    public ConsoleWithDoubles(int port, boolean empty, boolean stopped, Class<?>... neighbours) {
        this(port, empty, stopped, doors(new FakeSql(empty)), ConsoleAccess.OPEN, neighbours);
    }

    /** A console that people log in to; its web context has nothing else. */
    public ConsoleWithDoubles(ConsoleAccess access) {
        this(0, false, false, doors(new FakeSql(false)), access);
    }

    private static SqlDoors doors(FakeSql sql) {
        return new SqlDoors() {
            @Override
            public SqlRunner runner(@Nullable String key) {
                return sql;
            }

            @Override
            public SqlExport export(@Nullable String key) {
                return sql;
            }
        };
    }

    private ConsoleWithDoubles(
            int port, boolean empty, boolean stopped, SqlDoors sql, ConsoleAccess access, Class<?>... neighbours) {
        MicroClock clock = MicroClock.system();
        root = new SpringApplicationBuilder(Object.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .initializers(context -> {
                    var beans = context.getBeanFactory();
                    beans.registerSingleton("clock", clock);
                    beans.registerSingleton("sql", sql);
                    beans.registerSingleton("access", access);
                    beans.registerSingleton("figures", figures(clock, empty, stopped));
                    beans.registerSingleton("endpoints", Endpoints.documented(0));
                    beans.registerSingleton("settings", ConsoleSettings.defaults());
                    beans.registerSingleton("keys", new FakeKeys(empty));
                    beans.registerSingleton("tables", new FakeTables(empty));
                    beans.registerSingleton("schemas", new FakeSchemas(empty));
                    beans.registerSingleton("server", new FakeServer());
                    beans.registerSingleton(
                            "audit", (AuditControl) caller -> new AuditControl.Verified(7, 0, "7:ab", null));
                })
                .run();
        Map<String, Object> properties = new HashMap<>(ConsoleConfiguration.properties());
        properties.put("server.port", String.valueOf(port));
        properties.put("server.address", "127.0.0.1");
        web = new SpringApplicationBuilder(ConsoleConfiguration.class)
                .sources(neighbours)
                .parent(root)
                .web(WebApplicationType.SERVLET)
                .properties(properties)
                .run();
    }

    /** Port that it listens on. */
    public int port() {
        return Integer.parseInt(String.valueOf(web.getEnvironment().getProperty("local.server.port")));
    }

    /** A part of its web context. */
    public <T> T bean(Class<T> type) {
        return web.getBean(type);
    }

    @Override
    public void close() {
        web.close();
        root.close();
    }

    private static LiveFigures figures(MicroClock clock, boolean empty, boolean stopped) {
        long start = clock.nowMicros();
        return () -> {
            long now = clock.nowMicros();
            double seconds = (now - start) / 1e6;
            if (stopped && seconds > 8) {
                throw new IllegalStateException("the double has stopped");
            }
            double rate = empty ? 0 : 42_000 + 9_000 * Math.sin(seconds / 5) + 2_500 * Math.sin(seconds * 1.7);
            Figures.Builder figures = Figures.at(now)
                    .ready(true)
                    .known(Figure.EVENTS_STORED, empty ? 0 : 49_649_058 + Math.floor(seconds * 42_000))
                    .known(Figure.EVENTS_PER_SECOND, rate)
                    .known(Figure.LAG_RECORDS, empty ? 0 : 3)
                    .known(Figure.STATEMENTS_PER_SECOND, empty ? 0 : 12.4)
                    .known(Figure.MEMORY_USED_BYTES, empty ? 0 : 3_336_550_000.0)
                    .known(Figure.MEMORY_BUDGET_BYTES, 9.6 * (1L << 30))
                    .known(Figure.UPTIME_MICROS, (double) (now - start))
                    .component("log", true, "16 partitions")
                    .component("catalog", true, "PostgreSQL, 12 connections")
                    .component("hot-tier", true, "5 tables")
                    .component("query", true, "");
            if (empty) {
                figures.unknown(Figure.ACKNOWLEDGEMENT_P99_MICROS, "No event was acknowledged in the last minute.")
                        .unknown(Figure.FRESHNESS_MICROS, "No table has received an event.");
            } else {
                figures.known(Figure.ACKNOWLEDGEMENT_P99_MICROS, 4_180).known(Figure.FRESHNESS_MICROS, 1_240_000);
            }
            return figures.build();
        };
    }

    /** Starts a console to look at; it runs until the process is ended. */
    public static void main(String[] args) {
        String mode = args.length > 1 ? args[1] : "";
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        ConsoleSettings settings = ConsoleSettings.defaults();
        var unused = mode.startsWith("jdbc:")
                ? new ConsoleWithDoubles(port, false, false, new JdbcSqlDoors(mode, settings), ConsoleAccess.OPEN)
                : new ConsoleWithDoubles(port, mode.equals("empty"), mode.equals("stopped"));
    }
}
