package io.truenow.launcher.settings;

import java.util.List;

/** What only the start script {@code ./truenow} reads. */
final class ScriptOptions {

    static final SettingGroup GROUP = new SettingGroup(
            "the script ./truenow",
            List.of(
                    Setting.of(
                                    "TRUENOW_VERIFY_HEAP",
                                    null,
                                    SettingType.text("a size in Java's form, such as 4g"),
                                    "4g",
                                    "largest heap of `./truenow verify`, in Java's form")
                            .with(Effect.OF_THE_SCRIPT),
                    Setting.unset(
                                    "TRUENOW_JAVA_OPTS",
                                    null,
                                    SettingType.text("flags"),
                                    "more flags for the server's JVM; the others stand in `jvm.options`")
                            .with(Effect.OF_THE_SCRIPT),
                    Setting.of(
                                    "TRUENOW_FAST_START",
                                    null,
                                    SettingType.text("on or off"),
                                    "on",
                                    "`off`: `./truenow up` starts from the one jar, without the unpacked copy and the ahead-of-time cache"
                                            + " that it otherwise makes once after a build")
                            .with(Effect.OF_THE_SCRIPT)));

    private ScriptOptions() {}
}
