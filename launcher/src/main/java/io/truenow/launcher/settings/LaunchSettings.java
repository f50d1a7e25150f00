package io.truenow.launcher.settings;

import io.truenow.infra.embedded.RunState;
import io.truenow.infra.server.LogConnection;
import io.truenow.launcher.role.Role;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings of one process, by role. Each group's file has its rows of the table of settings ({@link SettingTable}).
 *
 * @param dataDir folder of the data, absolute
 * @param ports port of each role that runs
 * @param access who may reach those ports
 * @param jwt callers who present a JWT
 * @param parts servers that somebody else runs
 * @param process what concerns the whole process
 * @param values every setting and where it comes from
 * @param notes what is set and does nothing, or is no setting, one sentence each
 */
public record LaunchSettings(
        Path dataDir,
        Map<Role, Integer> ports,
        AccessSettings access,
        JwtOptions jwt,
        ProcessOptions process,
        GatewayOptions gateway,
        HotTierOptions hotTier,
        QueryOptions query,
        ConsoleOptions console,
        EmbeddedOptions embedded,
        ExternalParts parts,
        List<String> notes,
        List<SettingValues.Value> values) {

    /** Copies ports, notes and values. */
    public LaunchSettings {
        ports = Map.copyOf(ports);
        notes = List.copyOf(notes);
        values = List.copyOf(values);
    }

    /**
     * Reads the settings.
     *
     * @param roles names of the roles to run; empty for all that are built
     * @throws SettingsException listing everything that is wrong in all sources
     */
    public static LaunchSettings read(SettingSources sources, List<String> roles, Machine machine) {
        SettingValues values = sources.resolve(machine);
        LaunchSettings settings = read(sources, values, roles);
        values.check();
        return settings;
    }

    /** All that is wrong in all sources for a server of all roles, one sentence each. */
    public static List<String> problems(SettingSources sources, Machine machine) {
        SettingValues values = sources.resolve(machine);
        read(sources, values, List.of());
        return values.problems();
    }

    private static LaunchSettings read(SettingSources sources, SettingValues values, List<String> roles) {
        return new LaunchSettings(
                sources.dataDir(),
                PortOptions.read(values, chosen(values, roles)),
                AccessSettings.read(values),
                JwtOptions.read(values),
                ProcessOptions.read(values),
                GatewayOptions.read(values),
                HotTierOptions.read(values),
                QueryOptions.read(values),
                ConsoleOptions.read(values),
                EmbeddedOptions.read(values),
                ExternalParts.read(values),
                values.notes(),
                values.all());
    }

    /** Where the log answers. */
    public RunState.LogPlace logPlace() {
        LogConnection elsewhere = parts.log();
        Path file = parts.clientProperties();
        return new RunState.LogPlace(
                elsewhere == null ? "127.0.0.1:" + embedded.kafkaPort() : elsewhere.bootstrapServers(),
                file == null ? null : file.toString());
    }

    private static Set<Role> chosen(SettingValues values, List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            Role role = Role.named(name.strip()).orElse(null);
            if (role == null) {
                values.problem("There is no role [" + name + "]; there are "
                        + Role.builtRoles().stream().map(Role::title).toList() + ".");
            } else if (!role.built()) {
                values.problem("The role [" + name + "] is not built yet.");
            } else {
                roles.add(role);
            }
        }
        if (names.isEmpty()) {
            roles.addAll(Role.builtRoles());
        }
        boolean asks = roles.contains(Role.QUERY) || roles.contains(Role.SQL) || roles.contains(Role.CONSOLE);
        if (asks && !roles.contains(Role.HOT_TIER)) {
            values.problem(
                    "A process that answers queries needs the role hot-tier too, because scans do not travel between processes yet.");
        }
        return roles;
    }
}
