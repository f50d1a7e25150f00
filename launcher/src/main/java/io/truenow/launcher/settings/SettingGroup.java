package io.truenow.launcher.settings;

import java.util.List;

/**
 * Settings that belong together, by role.
 *
 * @param title name of the role, or what they are about
 * @param rows in the order of the reference
 */
public record SettingGroup(String title, List<Setting<?>> rows) {

    /** Copies the rows. */
    public SettingGroup {
        rows = List.copyOf(rows);
    }
}
