package io.truenow.admin.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver like Avatica's: its statements never end by themselves, {@code cancel} waits for them, a closed connection ends them. */
final class BlockingDriver implements Driver {

    static final String URL = "jdbc:blocking:";

    final CountDownLatch running = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public @Nullable Connection connect(String url, Properties properties) {
        return acceptsURL(url)
                ? proxy(Connection.class, name -> switch (name) {
                    case "createStatement" -> proxy(Statement.class, this::statement);
                    case "close" -> {
                        closed.countDown();
                        yield null;
                    }
                    default -> null;
                })
                : null;
    }

    private @Nullable Object statement(String name) throws Exception {
        switch (name) {
            case "executeQuery" -> {
                running.countDown();
                closed.await();
                throw new SQLException("connection closed");
            }
            case "cancel" -> {
                cancelled.countDown();
                closed.await();
            }
            default -> {}
        }
        return null;
    }

    private interface Answers {
        @Nullable
        Object to(String method) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(method.getName())));
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
