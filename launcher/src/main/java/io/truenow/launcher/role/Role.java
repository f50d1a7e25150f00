package io.truenow.launcher.role;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A part of the product with a port of its own. Names are those of the documents. */
public enum Role {
    GATEWAY("gateway", 8088, "GATEWAY_PORT", true, "ingest over HTTP"),
    QUERY("query-api", 8081, "QUERY_API_PORT", true, "JSON queries"),
    SQL("sql", 8765, "SQL_PORT", true, "SQL over JDBC (Avatica)"),
    CONSOLE("console", 8080, "CONSOLE_PORT", true, "console, /health/ready"),
    CONTROL_PLANE("control-plane", 8001, "CONTROL_HTTP_PORT", true, "namespaces and tables"),
    HOT_TIER("hot-tier", 9090, "HOT_TIER_PORT", true, "columns in memory, /stats"),
    METRICS("metrics", 8090, "METRICS_PORT", true, "Prometheus, whole process"),
    WATERMARK("watermark-service", 8084, "WATERMARK_PORT", false, "freshness"),
    REBALANCER("rebalancer", 8086, "REBALANCER_PORT", false, "load distribution"),
    AUTOSCALER("autoscaler", 8095, "AUTOSCALER_PORT", false, "scaling"),
    STREAM_INGESTER("stream-ingester", 8100, "STREAM_INGESTER_PORT", false, "other people's topics"),
    SENSOR_INGEST("sensor-ingest", 5000, "SENSOR_INGEST_PORT", false, "sensor readings"),
    VISUALISATION("visualisation", 5003, "VISUALISATION_PORT", false, "sensor charts"),
    TTDUST_GRPC("ttdust-grpc", 50051, "TTDUST_GRPC_PORT", false, "TTDust over gRPC");

    private final String title;
    private final int defaultPort;
    private final String portVariable;
    private final boolean built;
    private final String purpose;

    Role(String title, int defaultPort, String portVariable, boolean built, String purpose) {
        this.title = title;
        this.defaultPort = defaultPort;
        this.portVariable = portVariable;
        this.built = built;
        this.purpose = purpose;
    }

    /** Name of the service. */
    public String title() {
        return title;
    }

    /** Whether it exists; a role that does not has no port. */
    public boolean built() {
        return built;
    }

    /** What it is for, in a few words. */
    public String purpose() {
        return purpose;
    }

    /** Environment variable that moves its port. */
    public String portVariable() {
        return portVariable;
    }

    /** The documented port. */
    public int defaultPort() {
        return defaultPort;
    }

    /** Roles that exist. */
    public static List<Role> builtRoles() {
        return Arrays.stream(values()).filter(Role::built).toList();
    }

    /** The role of a name. */
    public static Optional<Role> named(String title) {
        return Arrays.stream(values()).filter(r -> r.title.equals(title)).findFirst();
    }
}
