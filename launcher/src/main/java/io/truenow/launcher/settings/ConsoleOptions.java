package io.truenow.launcher.settings;

import java.util.List;

/**
 * What concerns the console.
 *
 * @param downloadRows most rows of a downloaded answer
 */
public record ConsoleOptions(int downloadRows) {

    static final Setting<Integer> DOWNLOAD_ROWS = Setting.of(
            "TRUENOW_CONSOLE_DOWNLOAD_ROWS",
            "console.download_rows",
            SettingType.whole(1, 100_000_000, "rows"),
            "500000",
            "most rows of an answer that the console downloads; past it the file ends and the screen says so");

    static final SettingGroup GROUP = new SettingGroup("console", List.of(DOWNLOAD_ROWS));

    static ConsoleOptions read(SettingValues values) {
        return new ConsoleOptions(values.get(DOWNLOAD_ROWS));
    }
}
