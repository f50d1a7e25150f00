package io.truenow.admin.format;

import io.truenow.admin.port.Endpoints;

/**
 * Commands that a person copies into a shell, with the host that their browser uses and the ports of this server. Text from
 * tables and statements is quoted for the shell. Thread-safe.
 */
public record Snippets(String host, Endpoints endpoints) {

    /** The command that makes an empty server not empty: one event into {@code demo.events}. */
    public String firstEvent() {
        return "curl -X POST http://" + host + ":" + endpoints.ingestPort() + "/v1/ingest \\\n"
                + "  -H 'Content-Type: application/json' \\\n"
                + "  -d '{\"namespace\":\"demo\",\"table\":\"events\",\"event_id\":\"evt-001\",\n"
                + "       \"event_time\":'\"$(date +%s)000000\"',\n"
                + "       \"dimensions\":{\"region\":\"us-east\",\"product\":\"widget-a\"},\n"
                + "       \"metrics\":{\"amount\":99.99}}'";
    }

    /** Statistics of the server as JSON. */
    public String stats() {
        return "curl http://" + host + ":" + endpoints.queryPort() + "/v1/stats";
    }

    /** Count of all events of a table over the JSON query door. */
    public String countQuery(String namespace, String table) {
        return "curl -X POST http://" + host + ":" + endpoints.queryPort() + "/v1/query \\\n"
                + "  -H 'Content-Type: application/json' \\\n"
                + "  -d "
                + quoted("{\"namespace\":\"" + namespace + "\",\"table\":\"" + table
                                + "\",\"start_time\":0,\"end_time\":@NOW@,\"aggregate\":\"count\"}")
                        .replace("@NOW@", "'\"$(date +%s)000000\"'");
    }

    /** A statement over the JSON SQL door. */
    public String sqlQuery(String sql) {
        return "curl -X POST http://" + host + ":" + endpoints.queryPort() + "/v1/sql \\\n"
                + "  -H 'Content-Type: application/json' \\\n"
                + "  -d " + quoted("{\"sql\":" + JsonText.quoted(sql) + "}");
    }

    /** A statement through the command line. */
    public String commandLine(String sql) {
        return "./truenow sql " + quoted(sql);
    }

    /** URL for JDBC clients. */
    public String jdbcUrl() {
        return "jdbc:avatica:remote:url=http://" + host + ":" + endpoints.jdbcPort() + ";serialization=protobuf";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
