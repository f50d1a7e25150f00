package io.truenow.launcher.e2e;

import io.truenow.events.access.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of a door, and the least role that may make it. Written from the documents' table, not from the program's; {@link EveryRouteTest}
 * says that no route is missing.
 */
record Operation(
        String method, int port, String path, @Nullable String body, Role least) {

    /** Stands in a body for a text that no other call has. */
    private static final String UNIQUE = "<unique>";

    private static final String KEYS = "/api/v1/api-keys";

    /** What touches the whole server, and so is for administrators of the first tenant alone. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "POST /api/v1/tenants",
            "PATCH /api/v1/tenants/nobody",
            "PATCH /api/v1/config",
            "POST /api/v1/config/epochs",
            "POST /api/v1/config/epochs/none/commit",
            "POST /api/v1/config/rollback",
            "GET /api/v1/audit/verify",
            "PUT /api/v1/limits/server",
            "DELETE /api/v1/limits/server",
            "PUT /api/v1/limits/tenants/none",
            "DELETE /api/v1/limits/tenants/none",
            "PUT /api/v1/limits/tenants/none/keys/none",
            "DELETE /api/v1/limits/tenants/none/keys/none",
            "POST /api/v1/processors/none/reset");

    static final List<Operation> ALL = List.of(
            new Operation("POST", 8088, "/v1/ingest", event("keys", "matrix"), Role.WRITER),
            new Operation("POST", 8088, "/v1/batch", "[" + event("keys", "matrix") + "]", Role.WRITER),
            new Operation("POST", 8088, "/write?db=keys", "matrix value=1", Role.WRITER),
            new Operation("POST", 8088, "/api/v2/write?bucket=keys", "matrix value=1", Role.WRITER),
            new Operation(
                    "POST",
                    8081,
                    "/v1/query",
                    "{\"namespace\":\"keys\",\"table\":\"matrix\",\"start_time\":0,\"end_time\":4000000000000000}",
                    Role.READER),
            new Operation("POST", 8088, "/v1/arrow?namespace=keys&table=matrix", "no stream", Role.WRITER),
            new Operation("GET", 8088, "/ping", null, Role.WRITER),
            new Operation("HEAD", 8088, "/ping", null, Role.WRITER),
            new Operation("GET", 8088, "/query?q=SHOW%20DATABASES", null, Role.WRITER),
            new Operation("POST", 8088, "/query?q=SHOW%20DATABASES", null, Role.WRITER),
            new Operation("GET", 8081, "/v1/sql/pages/none", null, Role.READER),
            new Operation("DELETE", 8081, "/v1/sql/pages/none", null, Role.READER),
            new Operation("GET", 8081, "/v1/statements/none", null, Role.READER),
            new Operation("DELETE", 8081, "/v1/statements/none", null, Role.READER),
            new Operation("GET", 8081, "/v1/tail?from=nonsense", null, Role.READER),
            new Operation("GET", 8765, "/", null, Role.READER),
            new Operation(
                    "POST",
                    8765,
                    "/",
                    "{\"request\":\"openConnection\",\"connectionId\":\"" + UNIQUE + "\"}",
                    Role.READER),
            new Operation("GET", 8001, "/v1/namespaces/keys", null, Role.READER),
            new Operation("POST", 8081, "/v1/sql", "{\"sql\":\"SELECT 1\"}", Role.READER),
            new Operation("GET", 8081, "/v1/stats", null, Role.READER),
            new Operation("GET", 9090, "/stats", null, Role.OPERATOR),
            new Operation("GET", 8001, "/v1/namespaces", null, Role.READER),
            new Operation("POST", 8001, "/v1/namespaces", "{\"name\":\"keys\"}", Role.OPERATOR),
            new Operation("POST", 8001, "/v1/namespaces/keys/tables", "{\"name\":\"matrix\"}", Role.WRITER),
            new Operation("GET", 8001, "/v1/namespaces/keys/tables", null, Role.READER),
            new Operation("GET", 8080, "/api/v1/schemas", null, Role.READER),
            new Operation("POST", 8080, "/api/v1/schemas", "{}", Role.WRITER),
            new Operation("GET", 8080, "/api/v1/schemas/sch_none", null, Role.READER),
            new Operation("DELETE", 8080, "/api/v1/schemas/sch_none", null, Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/schemas/sch_none/versions", null, Role.READER),
            new Operation("POST", 8080, "/api/v1/schemas/sch_none/versions", "{}", Role.WRITER),
            new Operation("PATCH", 8080, "/api/v1/schemas/sch_none/versions/1", "{}", Role.SCHEMA_ADMIN),
            new Operation("POST", 8080, "/api/v1/schemas/sch_none/compatibility", "{}", Role.READER),
            new Operation("GET", 8080, "/api/v1/streams", null, Role.READER),
            new Operation("POST", 8080, "/api/v1/streams", "{}", Role.WRITER),
            new Operation("GET", 8080, "/api/v1/streams/str_none", null, Role.READER),
            new Operation("GET", 8080, "/api/v1/streams/str_none/stats", null, Role.READER),
            new Operation("GET", 8080, "/api/v1/streams/str_none/records", null, Role.READER),
            new Operation("PATCH", 8080, "/api/v1/streams/str_none", "{}", Role.WRITER),
            new Operation("DELETE", 8080, "/api/v1/streams/str_none", null, Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/tenants", null, Role.OPERATOR),
            new Operation("POST", 8080, "/api/v1/tenants", "{}", Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/tenants/default", null, Role.OPERATOR),
            new Operation("PATCH", 8080, "/api/v1/tenants/nobody", "{\"status\":\"active\"}", Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/config", null, Role.OPERATOR),
            new Operation("PATCH", 8080, "/api/v1/config", "{}", Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/config/epochs", null, Role.OPERATOR),
            new Operation("POST", 8080, "/api/v1/config/epochs", "{}", Role.ADMIN),
            new Operation("POST", 8080, "/api/v1/config/epochs/none/commit", "{}", Role.ADMIN),
            new Operation("POST", 8080, "/api/v1/config/rollback", "{\"expected_epoch\":0}", Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/limits", null, Role.OPERATOR),
            new Operation("GET", 8080, "/api/v1/limits/server", null, Role.OPERATOR),
            new Operation("PUT", 8080, "/api/v1/limits/server", "{}", Role.ADMIN),
            new Operation("DELETE", 8080, "/api/v1/limits/server", null, Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/limits/tenants/none", null, Role.OPERATOR),
            new Operation("PUT", 8080, "/api/v1/limits/tenants/none", "{}", Role.ADMIN),
            new Operation("DELETE", 8080, "/api/v1/limits/tenants/none", null, Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/limits/tenants/none/keys/none", null, Role.OPERATOR),
            new Operation("PUT", 8080, "/api/v1/limits/tenants/none/keys/none", "{}", Role.ADMIN),
            new Operation("DELETE", 8080, "/api/v1/limits/tenants/none/keys/none", null, Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/audit/verify", null, Role.ADMIN),
            new Operation("GET", 8080, "/api/v1/processors", null, Role.OPERATOR),
            new Operation("POST", 8080, "/api/v1/processors/none/reset", null, Role.ADMIN),
            new Operation("GET", 8080, KEYS, null, Role.ADMIN),
            new Operation("POST", 8080, KEYS, "{}", Role.ADMIN),
            new Operation("POST", 8080, KEYS + "/key_none/rotate", "{}", Role.ADMIN),
            new Operation("DELETE", 8080, KEYS + "/key_none", null, Role.ADMIN));

    private static String event(String namespace, String table) {
        return "{\"namespace\":\"" + namespace + "\",\"table\":\"" + table
                + "\",\"event_id\":\"matrix\",\"event_time\":1795132800000000,\"metrics\":{\"n\":1}}";
    }

    /** The body of one call. */
    @Nullable
    String newBody() {
        return body == null ? null : body.replace(UNIQUE, UUID.randomUUID().toString());
    }

    /** Whether it is refused to an administrator of another tenant than the first. */
    boolean isOfTheServer() {
        return OF_THE_SERVER.contains(method + " " + path);
    }

    /** The path without what stands behind a question mark. */
    String route() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
