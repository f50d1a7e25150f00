package io.truenow.sql.server;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.BuiltInConnectionProperty;

/**
 * Which properties a client may send. Those of the thin driver itself, a default namespace and a position of the log; anything else is refused, above all what
 * would make Calcite load classes ({@code model}, {@code schemaFactory}, …).
 */
final class ConnectionOptions {

    /** Up to where in the log the connection's statements see events, as an acknowledgement says it. */
    static final String MIN_POSITION = "minPosition";

    private static final Set<String> ALLOWED = allowed();

    private ConnectionOptions() {}

    private static Set<String> allowed() {
        Set<String> names = new HashSet<>(Set.of("schema", "user", "password", "url", "fetchsize", "applicationname"));
        names.add(MIN_POSITION.toLowerCase(Locale.ROOT));
        for (BuiltInConnectionProperty property : BuiltInConnectionProperty.values()) {
            names.add(property.camelName().toLowerCase(Locale.ROOT));
        }
        names.remove("factory");
        return Set.copyOf(names);
    }

    /** The position among the properties. */
    static LogMark position(Map<String, String> properties) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().equalsIgnoreCase(MIN_POSITION)) {
                return LogMark.parse(property.getValue());
            }
        }
        return LogMark.NONE;
    }

    static void check(Map<String, String> properties) {
        for (String name : properties.keySet()) {
            if (!ALLOWED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new TrueNowException(
                        ErrorCode.FORBIDDEN, "The connection property [" + name + "] is not allowed on this server.");
            }
        }
    }
}
