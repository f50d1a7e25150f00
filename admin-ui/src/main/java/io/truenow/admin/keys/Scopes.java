package io.truenow.admin.keys;

import io.truenow.admin.port.ApiKeyControl.Key;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a key reaches, in words. */
final class Scopes {

    private Scopes() {}

    /** An administrator reaches all, whatever its grants. */
    static String text(Key key) {
        return key.grants().isEmpty() || key.role() == Role.ADMIN
                ? "all of the tenant"
                : key.grants().stream().map(Scopes::text).collect(Collectors.joining(", "));
    }

    private static String text(Grant grant) {
        String name = grant.table().equals(Grant.ANY) ? grant.namespace() : grant.namespace() + "." + grant.table();
        String actions = grant.actions().stream()
                .map(action -> action.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
        return (name.equals(Grant.ANY) ? "all tables" : name) + " (" + actions + ")";
    }

    /** Names from lines and commas. */
    static List<String> read(String typed) {
        return typed.lines()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
