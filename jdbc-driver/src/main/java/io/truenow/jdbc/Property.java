package io.truenow.jdbc;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a URL or properties may say. Names are found in any case. */
enum Property {
    KEY("key", null, "API key, sent as a bearer token; the same as password."),
    PASSWORD("password", null, "The API key, where a tool has a field for a password."),
    USER("user", null, "Not used; a key says who asks."),
    NAMESPACE("namespace", null, "Where unqualified tables are; the same as the path of the URL."),
    TLS("tls", "false", "true: speak TLS, and check the server's certificate and name."),
    TLS_CA_FILE("tlsCaFile", null, "PEM file with the certificates to trust instead of those of Java."),
    CONNECT_TIMEOUT("connectTimeout", "10000", "Longest wait for a connection, in milliseconds; 0 for no limit."),
    SOCKET_TIMEOUT("socketTimeout", "600000", "Longest wait for an answer, in milliseconds; 0 for no limit."),
    RECONNECT_TIMEOUT(
            "reconnectTimeout",
            "30000",
            "How long a connection that worked waits for a server that is being started again, in milliseconds; 0 not at all."),
    QUERY_TIMEOUT("queryTimeout", "0", "Longest run of each statement, in seconds; 0 for the server's limit."),
    FETCH_SIZE("fetchSize", "0", "Rows of a frame; 0 for the server's choice."),
    MIN_POSITION(
            "minPosition",
            null,
            "Position of the log, as an acknowledgement says it, up to which each statement sees the events."),
    PRIORITY("priority", null, "How soon statements get their turn where others wait, too: high, normal or low."),
    TIME_ZONE("timeZone", "UTC", "Zone in which a java.sql.Timestamp shows what SQL shows; local for that of the JVM."),
    APPLICATION_NAME("applicationName", null, "Name of the program, told to the server.");

    private static final Property[] ALL = values();

    private final String title;
    private final @Nullable String usual;
    private final String description;

    Property(String title, @Nullable String usual, String description) {
        this.title = title;
        this.usual = usual;
        this.description = description;
    }

    /** Name as it is written. */
    String title() {
        return title;
    }

    /** Value where none is given. */
    @Nullable
    String usual() {
        return usual;
    }

    /** A sentence. */
    String description() {
        return description;
    }

    /** The property of a name; null if there is none. */
    static @Nullable Property find(String name) {
        for (Property property : ALL) {
            if (property.title.equalsIgnoreCase(name)) {
                return property;
            }
        }
        return null;
    }

    static String titles() {
        return Arrays.stream(ALL).map(Property::title).collect(Collectors.joining(", "));
    }
}
