package io.truenow.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Driver for URLs of the form {@code jdbc:truenow://host:port/namespace?name=value&name=value}. The port is 8765 if there is none; what the
 * names may be is in {@link #getPropertyInfo}. Thread-safe.
 */
public final class TrueNowDriver implements Driver {

    private static final String VERSION = version();

    static {
        try {
            DriverManager.registerDriver(new TrueNowDriver());
        } catch (SQLException never) {
            throw new ExceptionInInitializerError(never);
        }
    }

    private static String version() {
        try (InputStream in = TrueNowDriver.class.getResourceAsStream("driver.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "0.0");
        } catch (IOException broken) {
            return "0.0";
        }
    }

    /** Version of the driver. */
    static String driverVersion() {
        return VERSION;
    }

    /** Number of a version: 0 the first, 1 the second; 0 where there is none. */
    static int part(String version, int index) {
        String[] parts = version.split("[.-]", -1);
        try {
            return index < parts.length ? Integer.parseInt(parts[index]) : 0;
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    @Override
    public @Nullable Connection connect(@Nullable String url, @Nullable Properties info) throws SQLException {
        if (url == null || !acceptsURL(url)) {
            return null;
        }
        return TrueNowConnection.open(ConnectionSettings.of(url, info == null ? new Properties() : info));
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return url != null && url.startsWith(ConnectionSettings.PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info) throws SQLException {
        ConnectionSettings settings = url != null && acceptsURL(url)
                ? ConnectionSettings.of(url, info == null ? new Properties() : info)
                : null;
        List<DriverPropertyInfo> all = new ArrayList<>();
        for (Property property : Property.values()) {
            DriverPropertyInfo one = new DriverPropertyInfo(
                    property.title(), settings == null ? property.usual() : settings.value(property));
            one.description = property.description();
            if (property == Property.TLS) {
                one.choices = new String[] {"false", "true"};
            }
            all.add(one);
        }
        return all.toArray(DriverPropertyInfo[]::new);
    }

    @Override
    public int getMajorVersion() {
        return part(VERSION, 0);
    }

    @Override
    public int getMinorVersion() {
        return part(VERSION, 1);
    }

    /** False: SQL only reads here. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.truenow.jdbc");
    }
}
