package io.truenow.launcher.role;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What a role says of itself on its own port.
 *
 * @param health how it is now
 * @param figures its own figures now, by name; numbers, texts, lists and maps
 * @param meters its meters in Prometheus' text form
 * @param metrics its metrics object: documented figures by name; what is unknown is absent
 * @param traffic told of the requests on its port
 */
public record RoleStatus(
        Role role,
        Supplier<RoleHealth> health,
        Supplier<Map<String, Object>> figures,
        Supplier<String> meters,
        Supplier<Map<String, Object>> metrics,
        RoleTraffic traffic) {}
