package io.truenow.launcher.settings;

import java.util.List;

/** The reference of all settings in Markdown, from their table: {@code docs/configuration.md}. */
public final class ReferenceText {

    private static final String HEAD = """
            # Settings

            <!-- Made from the table of settings: change a row there, then run ./truenow config reference > docs/configuration.md -->

            A flag of the command line wins over an environment variable, that over a file, that over the default. All that is wrong in all
            sources is listed at the start, and nothing starts. A variable that begins as ours do and is none is named at the start with the
            nearest one. `./truenow config print` shows each value and where it comes from.

            Files are looked for in the folder that `--config` or `TRUENOW_CONFIG` names, else in `./config` if that has any, else in the data
            folder. `truenow.yaml` takes every key below. `gateway.yaml` and `hot-tier.yaml` take the keys of their section without its name
            (`batch.max_size` instead of `gateway.batch.max_size`) and win over `truenow.yaml`. An unknown key is wrong: the sentence names file,
            line and the nearest key.

            ```yaml
            # config/truenow.yaml
            gateway:
              port: 8088
              batch:
                max_size: 1000
                timeout_ms: 100
            hot_tier:
              storage:
                memory_gb: 8
            ```
            """;

    private ReferenceText() {}

    /** The whole text. */
    public static String markdown() {
        StringBuilder text = new StringBuilder(HEAD);
        for (SettingGroup group : SettingTable.GROUPS) {
            text.append("\n## ")
                    .append(Character.toUpperCase(group.title().charAt(0)))
                    .append(group.title().substring(1))
                    .append("\n\n| variable | key | default | is to be | what |\n|---|---|---|---|---|\n");
            group.rows().forEach(row -> text.append(line(row)).append('\n'));
        }
        return text.toString();
    }

    private static String line(Setting<?> row) {
        String names = String.join(
                ", ", row.variables().stream().map(ReferenceText::code).toList());
        return "| "
                + String.join(
                        " | ",
                        List.of(
                                row.flag() == null ? names : names + " (" + code(row.flag()) + ")",
                                row.key() == null ? "" : code(row.key()),
                                row.usualText().isEmpty() ? "" : usual(row),
                                row.type().phrase(),
                                row.sentence() + (row.secret() ? "; secret, never shown" : "") + effect(row.effect())))
                + " |";
    }

    private static String usual(Setting<?> row) {
        return row.usualText().contains(" ") ? row.usualText() : code(row.usualText());
    }

    private static String effect(Effect effect) {
        return switch (effect) {
            case Effect.Now now -> "";
            case Effect.OfTheScript script -> "";
            case Effect.NotBuilt none -> ". **No effect**: the role is not built";
            case Effect.NotYet later -> ". **No effect yet**: " + later.reason();
        };
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
