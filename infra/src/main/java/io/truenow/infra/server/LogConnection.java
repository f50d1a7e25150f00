package io.truenow.infra.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * How Kafka's clients connect.
 *
 * @param bootstrapServers addresses of the brokers, separated by commas
 * @param security Kafka's own properties of TLS and SASL, which may hold secrets; empty for none
 */
public record LogConnection(String bootstrapServers, Map<String, String> security) {

    /** Copies the properties. */
    public LogConnection {
        security = Map.copyOf(security);
    }

    /** Without security. */
    public static LogConnection plain(String bootstrapServers) {
        return new LogConnection(bootstrapServers, Map.of());
    }

    /** Adds what is needed to connect to a client's settings. */
    public void addTo(Map<String, Object> client) {
        client.putAll(security);
        client.put("bootstrap.servers", bootstrapServers);
    }

    /** The addresses, and the names of the properties: what they hold stays hidden. */
    @Override
    public String toString() {
        return "LogConnection[" + bootstrapServers + ", " + new TreeMap<>(security).keySet() + "]";
    }
}
