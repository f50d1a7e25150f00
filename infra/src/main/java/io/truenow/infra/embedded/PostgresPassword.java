package io.truenow.infra.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The password of the embedded PostgreSQL: random, made once, in a file that only its owner may read. A fresh server trusts every
 * user of the machine; {@link #close} shuts that door right after its first start.
 *
 * @param text the password
 */
record PostgresPassword(String text) {

    private static final String USER = "postgres";
    private static final String RULES =
            "# TYPE DATABASE USER ADDRESS METHOD\nhost all all 127.0.0.1/32 scram-sha-256\n";

    /** The password of a folder, made if there is none. */
    static PostgresPassword of(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path temporary = folder.resolve("password.tmp");
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(temporary, HexFormat.of().formatHex(random));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresPassword(Files.readString(file).strip());
    }

    /** Login for JDBC, with short timeouts. */
    Properties login() {
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", text);
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "5");
        return login;
    }

    /** From now on the server asks for the password. Nothing happens if it does already. */
    void close(Path data, String jdbcUrl) throws IOException, SQLException {
        Path rules = data.resolve("pg_hba.conf");
        if (Files.readString(rules).equals(RULES)) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl, login());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER USER " + USER + " PASSWORD '" + text + "'");
            Files.writeString(rules, RULES);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @Override
    public String toString() {
        return "PostgresPassword[hidden]";
    }
}
