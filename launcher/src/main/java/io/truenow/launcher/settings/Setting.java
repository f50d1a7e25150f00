package io.truenow.launcher.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of settings: everything that is known of a setting, in one place. Immutable.
 *
 * @param variable its environment variable, which is its name
 * @param aliases other documented variables for the same; the first that is set counts
 * @param flag option of the command line that wins over all else, such as {@code --port-offset}; null if none does
 * @param key its key in {@code config/truenow.yaml}, such as {@code gateway.batch.max_size}; null if no file may set it
 * @param type what its text may be
 * @param usual its default, from the machine; empty if it is unset
 * @param usualText its default for people; empty if it is unset
 * @param secret whether its value is never shown
 * @param effect whether a value does something in this version
 * @param sentence what it is, for people, in Markdown without a full stop
 */
public record Setting<T>(
        String variable,
        List<String> aliases,
        @Nullable String flag,
        @Nullable String key,
        SettingType<T> type,
        Function<Machine, Optional<T>> usual,
        String usualText,
        boolean secret,
        Effect effect,
        String sentence) {

    /** A setting with a default, written as in a file. */
    public static <T> Setting<T> of(
            String variable, @Nullable String key, SettingType<T> type, String usual, String sentence) {
        T value = type.parser().apply(usual);
        return new Setting<>(
                variable,
                List.of(),
                null,
                key,
                type,
                machine -> Optional.of(value),
                usual,
                false,
                Effect.NOW,
                sentence);
    }

    /** A setting without a default. */
    public static <T> Setting<T> unset(String variable, @Nullable String key, SettingType<T> type, String sentence) {
        return new Setting<>(
                variable, List.of(), null, key, type, machine -> Optional.empty(), "", false, Effect.NOW, sentence);
    }

    /** The port of something. */
    public static Setting<Integer> port(String variable, String key, int usual, String sentence) {
        return of(variable, key, SettingType.whole(1, 65_535, ""), Integer.toString(usual), sentence);
    }

    /** The same with a default that depends on the machine. */
    public Setting<T> usually(String text, Function<Machine, T> value) {
        return new Setting<>(
                variable, aliases, flag, key, type, m -> Optional.of(value.apply(m)), text, secret, effect, sentence);
    }

    /** The same under one more variable. */
    public Setting<T> alias(String other) {
        List<String> more = new ArrayList<>(aliases);
        more.add(other);
        return new Setting<>(variable, List.copyOf(more), flag, key, type, usual, usualText, secret, effect, sentence);
    }

    /** The same with an option of the command line. */
    public Setting<T> flag(String option) {
        return new Setting<>(variable, aliases, option, key, type, usual, usualText, secret, effect, sentence);
    }

    /** The same with a value that is never shown. */
    public Setting<T> asSecret() {
        return new Setting<>(variable, aliases, flag, key, type, usual, usualText, true, effect, sentence);
    }

    /** The same with another effect. */
    public Setting<T> with(Effect other) {
        return new Setting<>(variable, aliases, flag, key, type, usual, usualText, secret, other, sentence);
    }

    /** The variable and its aliases, in the order in which they count. */
    public List<String> variables() {
        return Stream.concat(Stream.of(variable), aliases.stream()).toList();
    }
}
