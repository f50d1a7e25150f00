package io.truenow.launcher.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The value of every setting, and where it came from: a flag of the command line wins over an environment variable, that over a file, that
 * over the default. What is wrong is gathered, so that all of it is shown at once. Not thread-safe while it is made.
 */
public final class SettingValues {

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * A setting as it is now.
     *
     * @param setting its row
     * @param value what it is; empty if it is unset
     * @param text the same as it was written; for a default as people read it
     * @param source {@code flag}, {@code environment}, {@code file} or {@code default}
     * @param place the flag, the variable, or file and line; empty for a default
     */
    public record Value(Setting<?> setting, Optional<?> value, String text, String source, String place) {

        /** The text, or stars in place of a secret. */
        public String shown() {
            return setting.secret() && !text.isEmpty() ? "***" : text;
        }

        /** Whether somebody set it. */
        public boolean isSet() {
            return !source.equals("default");
        }
    }

    private SettingValues() {}

    /**
     * Finds the values.
     *
     * @param flags options of the command line that were given, such as {@code --port-offset} → {@code 100}
     * @param environment environment variables; a blank one is unset
     */
    static SettingValues resolve(
            Map<String, String> flags, Map<String, String> environment, ConfigFolder folder, Machine machine) {
        SettingValues found = new SettingValues();
        found.problems.addAll(folder.problems());
        Map<String, ConfigFile.Entry> entries = new LinkedHashMap<>();
        for (ConfigFile file : folder.files()) {
            found.problems.addAll(file.problems());
            file.entries().forEach(entry -> entries.put(entry.key(), entry));
        }
        SettingTable.rows().forEach(row -> found.add(row, flags, environment, entries, machine));
        found.noteUnknown(environment);
        return found;
    }

    private <T> void add(
            Setting<T> row,
            Map<String, String> flags,
            Map<String, String> environment,
            Map<String, ConfigFile.Entry> entries,
            Machine machine) {
        Optional<T> usual = row.usual().apply(machine);
        Value value = new Value(row, usual, textOf(row, usual), "default", "");
        String flagged = row.flag() == null ? null : flags.get(row.flag());
        String variable = row.variables().stream()
                .filter(name -> text(environment, name) != null)
                .findFirst()
                .orElse(null);
        ConfigFile.Entry entry = row.key() == null ? null : entries.get(row.key());
        if (row.flag() != null && flagged != null) {
            value = parsed(row, flagged, "flag", row.flag(), value);
        } else if (variable != null) {
            value = parsed(row, String.valueOf(text(environment, variable)), "environment", variable, value);
        } else if (entry != null) {
            value = parsed(row, entry.text(), "file", entry.place(), value);
        }
        values.put(row.variable(), value);
        note(value);
    }

    /** A computed size has a sentence for a text; people want to see the number. */
    private static <T> String textOf(Setting<T> row, Optional<T> usual) {
        return row.usualText().contains(" ") && usual.orElse(null) instanceof Long bytes
                ? String.format(Locale.ROOT, "%.2f", bytes / (double) (1L << 30))
                : row.usualText();
    }

    private static @Nullable String text(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private <T> Value parsed(Setting<T> row, String text, String source, String place, Value otherwise) {
        try {
            return new Value(row, Optional.of(row.type().parser().apply(text)), text, source, place);
        } catch (IllegalArgumentException e) {
            String name = source.equals("file") ? place + ": " + row.key() : place;
            problems.add(name + " is to be " + row.type().phrase() + ", not [" + (row.secret() ? "***" : text) + "].");
            return otherwise;
        }
    }

    private void note(Value value) {
        if (!value.isSet()) {
            return;
        }
        String name = value.source().equals("file")
                ? value.place() + ": " + value.setting().key()
                : value.place();
        switch (value.setting().effect()) {
            case Effect.NotYet later -> notes.add(name + " is set and has no effect yet: " + later.reason() + ".");
            case Effect.NotBuilt none -> notes.add(name + " is set and has no effect: its role is not built.");
            case Effect.Now now -> {}
            case Effect.OfTheScript script -> {}
        }
    }

    private void noteUnknown(Map<String, String> environment) {
        for (String name : new TreeSet<>(environment.keySet())) {
            if (SettingTable.PREFIXES.stream().anyMatch(name::startsWith)
                    && SettingTable.ofVariable(name).isEmpty()) {
                notes.add("There is no setting [" + name + "]; the nearest is [" + SettingTable.nearestVariable(name)
                        + "].");
            }
        }
    }

    /** Value of a setting that has a default. */
    <T> T get(Setting<T> row) {
        return find(row).orElseThrow(() -> new NoSuchElementException(row.variable()));
    }

    /** Value of a setting. */
    @SuppressWarnings("unchecked") // A row's value came out of that row's parser, or is its default.
    <T> Optional<T> find(Setting<T> row) {
        Value value = values.get(row.variable());
        if (value == null) {
            throw new IllegalStateException("[" + row.variable() + "] is missing in the table of settings.");
        }
        return (Optional<T>) value.value();
    }

    /** Whether somebody set it. */
    boolean isSet(Setting<?> row) {
        Value value = values.get(row.variable());
        return value != null && value.isSet();
    }

    /** All values in the order of the reference. */
    public List<Value> all() {
        return List.copyOf(values.values());
    }

    /** What is set and does nothing, or is no setting, one sentence each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Adds one more thing that is wrong. */
    void problem(String sentence) {
        problems.add(sentence);
    }

    /** What is wrong so far, one sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** @throws SettingsException if anything is wrong */
    void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
