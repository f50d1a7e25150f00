package io.truenow.launcher.role;

import io.truenow.events.access.OpenToAll;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health}, {@code /status} and {@code /metrics} of one role, on the role's own port. */
@OpenToAll
@RestController
public final class StatusController {

    /** Prometheus' text form. */
    private static final MediaType PROMETHEUS = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private final RoleStatus status;
    private final LongSupplier uptimeSeconds;
    private final String version;
    private final String instance;

    /**
     * The routes of a role.
     *
     * @param uptimeSeconds whole seconds since the role came up
     * @param instance name of this process among those of the role
     */
    public StatusController(RoleStatus status, LongSupplier uptimeSeconds, String version, String instance) {
        this.status = status;
        this.uptimeSeconds = uptimeSeconds;
        this.version = version;
        this.instance = instance;
    }

    @OpenToAll(strangers = true)
    @GetMapping("/health")
    ResponseEntity<Map<String, Object>> health() {
        RoleHealth health = status.health().get();
        return ResponseEntity.status(health.state().equals("unhealthy") ? 503 : 200)
                .body(head(health));
    }

    @GetMapping("/status")
    Map<String, Object> status() {
        RoleHealth health = status.health().get();
        Map<String, Object> body = head(health);
        body.put("components", health.components());
        body.putAll(status.figures().get());
        return body;
    }

    /** Prometheus' text, or the metrics object for who asks for JSON and not for text. */
    @OpenToAll(strangers = true)
    @GetMapping("/metrics")
    ResponseEntity<Object> metrics(@RequestHeader(name = "Accept", defaultValue = "") String accept) {
        return accept.contains("application/json") && !accept.contains("text/")
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(status.metrics().get())
                : ResponseEntity.ok()
                        .contentType(PROMETHEUS)
                        .body(status.meters().get());
    }

    private Map<String, Object> head(RoleHealth health) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", health.state());
        body.put("service", status.role().title());
        body.put("uptime", uptimeSeconds.getAsLong());
        body.put("version", version);
        body.put("healthy", health.state().equals("healthy"));
        body.put("instance", instance);
        body.put("total_instances", 1);
        return body;
    }
}
