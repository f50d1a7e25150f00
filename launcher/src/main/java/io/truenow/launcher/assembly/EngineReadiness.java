package io.truenow.launcher.assembly;

import io.truenow.hottier.HotTier;
import io.truenow.infra.bus.KafkaLogSource;
import io.truenow.infra.eventstore.ControlPlane;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the whole server needs to be ready: open ports, broker, database, and a hot tier that has applied the log up to where it ended
 * at the start. Queries need the last of these only, so they go on while broker or database is away. Thread-safe.
 */
final class EngineReadiness implements Readiness {

    private final Servers servers;
    private final ControlPlane control;
    private final KafkaLogSource source;
    private final HotTier hotTier;
    private volatile boolean portsOpen;
    private volatile boolean caughtUpOnce;
    private volatile boolean catalogCaughtUpOnce;

    EngineReadiness(Servers servers, ControlPlane control, KafkaLogSource source, HotTier hotTier) {
        this.servers = servers;
        this.control = control;
        this.source = source;
        this.hotTier = hotTier;
    }

    /** Notes that every role's port is open. The console's is open before the gateway's, and answers those who wait for both. */
    void portsOpen() {
        portsOpen = true;
    }

    /** Whether the hot tier has caught up since the start, but for partitions that stopped, which health names; it stays so. */
    boolean answersQueries() {
        if (!caughtUpOnce && source.settled()) {
            caughtUpOnce = true;
        }
        return caughtUpOnce;
    }

    /** How the log is: {@code ok} or a sentence. */
    String log() {
        return servers.log().state().words("The broker");
    }

    /** How the disk is: {@code ok} or a sentence. */
    String disk() {
        return servers.floor().isBelow() ? servers.floor().sentence() : "ok";
    }

    /** How the database is: {@code ok} or a sentence. */
    String database() {
        return servers.database().state().words("PostgreSQL");
    }

    /** How the catalogue in memory is: {@code ok} or a sentence. */
    String catalog() {
        if (!catalogCaughtUpOnce && control.catalogCaughtUp()) {
            catalogCaughtUpOnce = true;
        }
        return catalogCaughtUpOnce ? "ok" : "The catalogue is being read.";
    }

    /** How the hot tier is: {@code ok} or a sentence that names what stopped. */
    String hotTier() {
        if (!source.failures().isEmpty()) {
            return "Partitions of the log stopped: " + source.failures().values();
        }
        if (!hotTier.stopped().isEmpty()) {
            return "Table shards stopped: " + hotTier.stopped();
        }
        return answersQueries() ? "ok" : "The log is being applied.";
    }

    @Override
    public Map<String, String> components() {
        Map<String, String> components = new LinkedHashMap<>();
        components.put("disk", disk());
        components.put("log", log());
        components.put("database", database());
        components.put("catalog", catalog());
        components.put("hot-tier", hotTier());
        if (!portsOpen) {
            components.put("ports", "The ports of the roles are being opened.");
        }
        return components;
    }
}
