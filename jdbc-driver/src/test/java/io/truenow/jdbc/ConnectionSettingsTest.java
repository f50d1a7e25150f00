package io.truenow.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.jdbc.http.Endpoint;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    private static ConnectionSettings read(String url) throws SQLException {
        return ConnectionSettings.of(url, new Properties());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:truenow://host, host, 8765,",
        "jdbc:truenow://host:1234/, host, 1234,",
        "jdbc:truenow://10.0.0.1:99/shop, 10.0.0.1, 99, shop",
        "jdbc:truenow://[::1]:99/my-ns, ::1, 99, my-ns",
        "jdbc:truenow://[::1]/a%20b, ::1, 8765, a b",
        "jdbc:truenow://h?namespace=n, h, 8765, n"
    })
    void hostPortAndNamespaceAreRead(String url, String host, int port, String namespace) throws SQLException {
        ConnectionSettings settings = read(url);
        Endpoint endpoint = settings.endpoint();
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
        assertThat(settings.value(Property.NAMESPACE)).isEqualTo(namespace);
    }

    @Test
    void theUrlGoesBeforeThePropertiesAndThePasswordIsAKey() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "ada");
        properties.setProperty("password", "secret");
        properties.setProperty("FETCHSIZE", "7");
        ConnectionSettings settings = ConnectionSettings.of("jdbc:truenow://h/n?fetchSize=9&tls=true", properties);
        assertThat(settings.key()).isEqualTo("secret");
        assertThat(settings.number(Property.FETCH_SIZE)).isEqualTo(9);
        assertThat(settings.endpoint().tls()).isNotNull();
        assertThat(settings.showsKey()).isFalse();
        assertThat(ConnectionSettings.of("jdbc:truenow://h/n", properties).showsKey())
                .isTrue();
        assertThat(read("jdbc:truenow://h?key=a%2Bb&x".replace("&x", "")).key()).isEqualTo("a+b");
    }

    @Test
    void theUrlIsShownWithoutItsKey() throws SQLException {
        assertThat(read("jdbc:truenow://h/n?key=secret&tls=false").url())
                .isEqualTo("jdbc:truenow://h/n?key=***&tls=false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:truenow:h",
                "jdbc:truenow://",
                "jdbc:truenow://h:x",
                "jdbc:truenow://h:70000",
                "jdbc:truenow://h?colour=red",
                "jdbc:truenow://h?tls",
                "jdbc:truenow://h?tls=yes",
                "jdbc:truenow://h?socketTimeout=-1",
                "jdbc:truenow://h?timeZone=Mars",
                "jdbc:truenow://h?key=a%0d%0ab",
                "jdbc:truenow://h?tls=true&tlsCaFile=%zz"
            })
    void whatIsNotAsItShouldBeIsRefusedWithASentence(String url) {
        assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isIn("08001", "22023");
            assertThat(e.getMessage()).endsWith(".");
        });
    }
}
