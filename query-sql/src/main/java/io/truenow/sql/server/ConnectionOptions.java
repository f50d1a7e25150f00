package io.truenow.sql.server;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.BuiltInConnectionProperty;

/**
 * Which properties a client may send. Those of the thin driver itself and a default namespace; anything else is refused, above all what
 * would make Calcite load classes ({@code model}, {@code schemaFactory}, …).
 */
final class ConnectionOptions {

    private static final Set<String> ALLOWED = allowed();

    private ConnectionOptions() {}

    private static Set<String> allowed() {
        Set<String> names = new HashSet<>(Set.of("schema", "user", "password", "url", "fetchsize", "applicationname"));
        for (BuiltInConnectionProperty property : BuiltInConnectionProperty.values()) {
            names.add(property.camelName().toLowerCase(Locale.ROOT));
        }
        names.remove("factory");
        return Set.copyOf(names);
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
