package io.truenow.command.ingest.line;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the statement {@code CREATE DATABASE name}, with or without double quotes around the name. Thread-safe. */
final class CreateDatabase {

    private static final String[] WORDS = {"CREATE", "DATABASE"};

    private CreateDatabase() {}

    /** The name in the statement; null if it is another one, or says more. */
    static @Nullable String nameIn(String statement) {
        String rest = statement.strip();
        rest = rest.endsWith(";") ? rest.substring(0, rest.length() - 1).strip() : rest;
        for (String word : WORDS) {
            int length = word.length();
            if (rest.length() <= length
                    || !rest.substring(0, length).toUpperCase(Locale.ROOT).equals(word)
                    || !Character.isWhitespace(rest.charAt(length))) {
                return null;
            }
            rest = rest.substring(length).strip();
        }
        return rest.startsWith("\"") ? quoted(rest) : bare(rest);
    }

    private static @Nullable String quoted(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i == text.length() - 1 ? name.toString() : null;
            }
            boolean escapes = c == '\\' && i + 1 < text.length();
            name.append(escapes ? text.charAt(++i) : c);
        }
        return null;
    }

    private static @Nullable String bare(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace) ? text : null;
    }
}
