package io.truenow.launcher.assembly;

import io.truenow.events.access.OpenToAll;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health/live} and {@code /health/ready} of the whole process, on the console's port (ruling 16). */
@OpenToAll
@RestController
public final class ReadinessController {

    private final Readiness readiness;

    ReadinessController(Readiness readiness) {
        this.readiness = readiness;
    }

    @OpenToAll(strangers = true)
    @GetMapping("/health/live")
    Map<String, Object> live() {
        return Map.of("status", "ok");
    }

    @OpenToAll(strangers = true)
    @GetMapping("/health/ready")
    ResponseEntity<Map<String, Object>> ready() {
        Map<String, String> components = readiness.components();
        boolean ready = components.values().stream().allMatch("ok"::equals);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? "ok" : "not_ready");
        body.put("components", components);
        return ResponseEntity.status(ready ? 200 : 503).body(body);
    }
}
