package io.truenow.launcher.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values from environment variables and gathers every problem, so that all of them are shown at once. Not thread-safe.
 */
final class Environment {

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    @Nullable
    String text(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    long whole(String name, long otherwise, long smallest, long largest) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // Said below.
        }
        problems.add(name + " is to be a whole number from " + smallest + " to " + largest + ", not [" + value + "].");
        return otherwise;
    }

    /** A size in GiB, in bytes; fractions are fine. */
    long gibibytes(String name, long otherwiseBytes) {
        String value = text(name);
        if (value == null) {
            return otherwiseBytes;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= 0.01 && number <= 65_536) {
                return (long) (number * (1L << 30));
            }
        } catch (NumberFormatException ignored) {
            // Said below.
        }
        problems.add(name + " is to be a number of GiB from 0.01 to 65536, not [" + value + "].");
        return otherwiseBytes;
    }

    boolean flag(String name) {
        String value = text(name);
        if (value == null || value.equalsIgnoreCase("false")) {
            return false;
        }
        if (!value.equalsIgnoreCase("true")) {
            problems.add(name + " is to be true or false, not [" + value + "].");
        }
        return value.equalsIgnoreCase("true");
    }

    String oneOf(String name, String otherwise, List<String> choices) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (!choices.contains(lower)) {
            problems.add(name + " is to be one of " + choices + ", not [" + value + "].");
            return otherwise;
        }
        return lower;
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
