package io.truenow.launcher.settings;

import io.truenow.launcher.role.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Port of each role, made from the table of roles. */
final class PortOptions {

    private static final Map<Role, Setting<Integer>> ROWS = rows();

    static final SettingGroup GROUP = new SettingGroup(
            "ports",
            Role.builtRoles().stream().<Setting<?>>map(PortOptions::row).toList());

    private PortOptions() {}

    private static Map<Role, Setting<Integer>> rows() {
        Map<Role, Setting<Integer>> rows = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String section = role.title().replace('-', '_');
            Setting<Integer> row = Setting.port(
                    role.portVariable(),
                    section + (role == Role.CONTROL_PLANE ? ".http_port" : ".port"),
                    role.defaultPort(),
                    "port of the role `" + role.title() + "`: " + role.purpose());
            rows.put(
                    role,
                    role == Role.QUERY ? row.alias("HTTP_PORT") : role.built() ? row : row.with(Effect.ROLE_NOT_BUILT));
        }
        return rows;
    }

    /** The row of a role's port. */
    static Setting<Integer> row(Role role) {
        Setting<Integer> row = ROWS.get(role);
        if (row == null) {
            throw new IllegalStateException("The role [" + role.title() + "] has no port.");
        }
        return row;
    }

    /** Ports of roles, moved by the offset; says which are out of range, and which two are the same. */
    static Map<Role, Integer> read(SettingValues values, Iterable<Role> roles) {
        Map<Role, Integer> ports = new EnumMap<>(Role.class);
        Map<Integer, Role> taken = new HashMap<>();
        List<Role> order = new ArrayList<>();
        roles.forEach(order::add);
        for (Role role : order) {
            int port = moved(values, row(role));
            ports.put(role, port);
            Role other = taken.put(port, role);
            if (other != null) {
                values.problem(
                        other.portVariable() + " and " + role.portVariable() + " are the same port [" + port + "].");
            }
        }
        return ports;
    }

    /** A port moved by the offset. */
    static int moved(SettingValues values, Setting<Integer> row) {
        int moved = values.get(row) + values.get(ProcessOptions.PORT_OFFSET);
        if (moved < 1 || moved > 65_535) {
            values.problem(row.variable() + " moved by the port offset is [" + moved + "], outside of 1 to 65535.");
        }
        return moved;
    }
}
