package io.truenow.launcher.settings;

import java.util.List;
import java.util.Locale;

/**
 * What concerns the whole process.
 *
 * @param portOffset added to every port
 * @param diskFloorBytes free space below which ingest is refused
 * @param logLevel {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}
 */
public record ProcessOptions(int portOffset, long diskFloorBytes, String logLevel) {

    static final Setting<String> DATA_DIR = Setting.of(
                    "TRUENOW_DATA_DIR", null, SettingType.text("a folder"), "./data", "folder of the data")
            .flag("--data-dir");
    static final Setting<String> CONFIG = Setting.<String>unset(
                    "TRUENOW_CONFIG",
                    null,
                    SettingType.text("a folder"),
                    "folder of the files of settings; without it `./config` is looked at, then the data folder")
            .flag("--config");
    static final Setting<Integer> PORT_OFFSET = Setting.of(
                    "TRUENOW_PORT_OFFSET",
                    "port_offset",
                    SettingType.whole(-65_534, 65_534, ""),
                    "0",
                    "added to every port")
            .flag("--port-offset");
    static final Setting<Long> DISK_FLOOR = Setting.of(
            "TRUENOW_DISK_FLOOR_GB",
            "disk.floor_gb",
            SettingType.gibibytes(),
            "1",
            "free space below which ingest answers 507");
    static final Setting<String> LOG_LEVEL = Setting.of(
            "LOG_LEVEL",
            "log.level",
            SettingType.oneOf(List.of("debug", "info", "warn", "error")),
            "info",
            "least level of what the logs get");
    static final Setting<Boolean> DEBUG = Setting.of(
            "DEBUG",
            "log.debug",
            SettingType.flag(),
            "false",
            "`true` is `LOG_LEVEL=debug` where no level is set, and lets commands print the trace of an unexpected failure");

    static final SettingGroup GROUP =
            new SettingGroup("the process", List.of(DATA_DIR, CONFIG, PORT_OFFSET, DISK_FLOOR, LOG_LEVEL, DEBUG));

    static ProcessOptions read(SettingValues values) {
        boolean levelSet = values.isSet(LOG_LEVEL);
        String level = values.get(DEBUG) && !levelSet ? "debug" : values.get(LOG_LEVEL);
        return new ProcessOptions(values.get(PORT_OFFSET), values.get(DISK_FLOOR), level.toUpperCase(Locale.ROOT));
    }
}
