package io.truenow.infra.server;

import java.util.Properties;

/**
 * How clients connect to PostgreSQL.
 *
 * @param jdbcUrl address, without user and password
 * @param user user
 * @param password password; empty for none
 */
public record DatabaseConnection(String jdbcUrl, String user, String password) {

    /** Host, port and database, for sentences. */
    public String place() {
        String rest = jdbcUrl.substring(jdbcUrl.indexOf("//") + 2);
        int options = rest.indexOf('?');
        return options < 0 ? rest : rest.substring(0, options);
    }

    /** Login for JDBC, with limits of connecting and of each wait, in seconds. */
    public Properties login(int connectSeconds, int socketSeconds) {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", Integer.toString(connectSeconds));
        login.setProperty("loginTimeout", Integer.toString(connectSeconds));
        login.setProperty("socketTimeout", Integer.toString(socketSeconds));
        login.setProperty("tcpKeepAlive", "true");
        return login;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseConnection[" + jdbcUrl + ", " + user + "]";
    }
}
