package io.truenow.launcher.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table of all settings. A row stands in the file of its group and nowhere else; thread-safe. */
public final class SettingTable {

    /** Groups in the order of the reference. */
    public static final List<SettingGroup> GROUPS = List.of(
            ProcessOptions.GROUP,
            AccessSettings.GROUP,
            JwtOptions.GROUP,
            PortOptions.GROUP,
            GatewayOptions.GROUP,
            HotTierOptions.GROUP,
            QueryOptions.GROUP,
            SqlLimits.GROUP,
            ConsoleOptions.GROUP,
            EmbeddedOptions.GROUP,
            ExternalParts.GROUP,
            ScriptOptions.GROUP,
            UnbuiltOptions.GROUP);

    /** Beginnings of variables that are ours: one that is set and not in the table is a slip of the pen. */
    static final List<String> PREFIXES = List.of("TRUENOW_", "GATEWAY_", "HOT_TIER_", "QUERY_API_", "CONTROL_");

    private static final Map<String, Setting<?>> BY_VARIABLE = byVariable();
    private static final Map<String, Setting<?>> BY_KEY = byKey();

    private SettingTable() {}

    /** All rows in the order of the reference. */
    public static Stream<Setting<?>> rows() {
        return GROUPS.stream().flatMap(group -> group.rows().stream());
    }

    /** The setting of a variable or of an alias. */
    public static Optional<Setting<?>> ofVariable(String name) {
        return Optional.ofNullable(BY_VARIABLE.get(name));
    }

    /** The setting of a key. */
    public static Optional<Setting<?>> ofKey(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The known variable that a wrong one is most like. */
    static String nearestVariable(String wrong) {
        return Spelling.nearest(wrong, BY_VARIABLE.keySet());
    }

    /** The known key that a wrong one is most like. */
    static String nearestKey(String wrong) {
        return Spelling.nearest(wrong, BY_KEY.keySet());
    }

    /** Whether a key has known keys below it. */
    static boolean isSection(String key) {
        return BY_KEY.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    private static Map<String, Setting<?>> byVariable() {
        Map<String, Setting<?>> map = new TreeMap<>();
        rows().forEach(row -> row.variables().forEach(name -> put(map, name, row)));
        return map;
    }

    private static Map<String, Setting<?>> byKey() {
        Map<String, Setting<?>> map = new TreeMap<>();
        rows().forEach(row -> {
            if (row.key() != null) {
                put(map, row.key(), row);
            }
        });
        return map;
    }

    private static void put(Map<String, Setting<?>> map, String name, Setting<?> row) {
        if (map.put(name, row) != null) {
            throw new IllegalStateException("Two settings are called [" + name + "].");
        }
    }
}
