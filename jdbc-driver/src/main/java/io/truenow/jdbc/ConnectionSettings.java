package io.truenow.jdbc;

import io.truenow.jdbc.http.Endpoint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A URL and its properties, read. Immutable. */
final class ConnectionSettings {

    static final String PREFIX = "jdbc:truenow:";
    static final int DEFAULT_PORT = 8765;

    private final String url;
    private final String host;
    private final int port;
    private final Map<Property, String> values;

    private ConnectionSettings(String url, String host, int port, Map<Property, String> values) {
        this.url = url;
        this.host = host;
        this.port = port;
        this.values = values;
    }

    /** Reads {@code jdbc:truenow://host[:port][/namespace][?name=value&…]}; what stands in the URL goes before the properties. */
    static ConnectionSettings of(String url, Properties more) throws SQLException {
        String rest = url.substring(PREFIX.length());
        if (!rest.startsWith("//")) {
            throw malformed();
        }
        int query = rest.indexOf('?');
        String place = rest.substring(2, query < 0 ? rest.length() : query);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        int colon = authority.lastIndexOf(':');
        if (colon >= 0 && colon < authority.lastIndexOf(']')) {
            colon = -1;
        }
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw malformed();
        }
        Map<Property, String> values = new EnumMap<>(Property.class);
        for (String name : more.stringPropertyNames()) {
            put(values, name, more.getProperty(name));
        }
        if (slash >= 0 && slash + 1 < place.length()) {
            values.put(Property.NAMESPACE, decoded(place.substring(slash + 1)));
        }
        if (query >= 0) {
            for (String pair : rest.substring(query + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    put(values, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                } else if (!pair.isEmpty()) {
                    throw malformed();
                }
            }
        }
        int port = colon < 0 ? DEFAULT_PORT : number("port", authority.substring(colon + 1), 65_535);
        return new ConnectionSettings(hidden(url), host, port, values).checked();
    }

    private static SQLException malformed() {
        return Errors.of(
                Errors.CANNOT_CONNECT,
                "The URL does not have the form [jdbc:truenow://host:port/namespace?name=value&name=value].");
    }

    private static String decoded(String text) throws SQLException {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw malformed();
        }
    }

    private static void put(Map<Property, String> values, String name, String value) throws SQLException {
        Property property = Property.find(name);
        if (property == null) {
            throw Errors.of(
                    Errors.CANNOT_CONNECT,
                    "The connection property [" + name + "] is unknown. There are: " + Property.titles() + ".");
        }
        if (!value.isEmpty()) {
            values.put(property, value);
        }
    }

    private static String hidden(String url) {
        return url.replaceAll("(?i)([?&](?:key|password)=)[^&]*", "$1***");
    }

    private ConnectionSettings checked() throws SQLException {
        for (Property number : new Property[] {
            Property.CONNECT_TIMEOUT,
            Property.SOCKET_TIMEOUT,
            Property.RECONNECT_TIMEOUT,
            Property.QUERY_TIMEOUT,
            Property.FETCH_SIZE
        }) {
            number(number);
        }
        timeZone();
        tls();
        String key = key();
        if (key != null && !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw Errors.of(Errors.BAD_VALUE, "The key has characters that no key has.");
        }
        return this;
    }

    private static int number(String name, String text, int most) throws SQLException {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        throw Errors.of(
                Errors.BAD_VALUE,
                "The value [" + text + "] of [" + name + "] is no whole number from 0 to " + most + ".");
    }

    int number(Property property) throws SQLException {
        String text = value(property);
        return text == null ? 0 : number(property.title(), text, Integer.MAX_VALUE);
    }

    @Nullable
    String value(Property property) {
        String value = values.get(property);
        return value == null ? property.usual() : value;
    }

    /** The URL without its key. */
    String url() {
        return url;
    }

    @Nullable
    String key() {
        String key = value(Property.KEY);
        return key == null ? value(Property.PASSWORD) : key;
    }

    private boolean tls() throws SQLException {
        String text = value(Property.TLS);
        if (text != null && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        throw Errors.of(Errors.BAD_VALUE, "The value [" + text + "] of [tls] is neither true nor false.");
    }

    /** Whether a key would travel in the clear to another machine. */
    boolean showsKey() throws SQLException {
        return key() != null && !tls() && !host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1");
    }

    ZoneId timeZone() throws SQLException {
        String text = value(Property.TIME_ZONE);
        try {
            return text == null || text.equalsIgnoreCase("local") ? ZoneId.systemDefault() : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw Errors.of(Errors.BAD_VALUE, "The value [" + text + "] of [timeZone] is no time zone.");
        }
    }

    Endpoint endpoint() throws SQLException {
        return new Endpoint(host, port, tls() ? socketFactory() : null, number(Property.CONNECT_TIMEOUT));
    }

    private SSLSocketFactory socketFactory() throws SQLException {
        String file = value(Property.TLS_CA_FILE);
        if (file == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + trusted.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException | RuntimeException broken) {
            throw Errors.of(
                    Errors.BAD_VALUE,
                    0,
                    "",
                    "The certificates of [tlsCaFile] cannot be read: " + broken.getMessage(),
                    broken);
        }
    }
}
