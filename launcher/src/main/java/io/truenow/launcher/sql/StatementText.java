package io.truenow.launcher.sql;

import java.util.ArrayList;
import java.util.List;

/** Takes text apart into statements: a semicolon ends one unless it stands in quotes or in a comment. */
final class StatementText {

    private final List<String> statements = new ArrayList<>();
    private final String rest;

    /** Takes a text apart. */
    StatementText(String text) {
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                add(text.substring(from, at));
                from = ++at;
            } else if (c == '\'' || c == '"') {
                at = after(text, String.valueOf(c), at + 1);
            } else if (text.startsWith("--", at)) {
                at = after(text, "\n", at);
            } else if (text.startsWith("/*", at)) {
                at = after(text, "*/", at + 2);
            } else {
                at++;
            }
        }
        rest = text.substring(Math.min(from, text.length()));
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private void add(String statement) {
        if (!statement.isBlank()) {
            statements.add(statement.strip());
        }
    }

    /** Statements that a semicolon ends, without it. */
    List<String> statements() {
        return statements;
    }

    /** What follows the last semicolon, stripped; empty if that is nothing. */
    String rest() {
        return rest.strip();
    }

    /** All statements, the last with or without its semicolon. */
    List<String> all() {
        List<String> all = new ArrayList<>(statements);
        if (!rest().isEmpty()) {
            all.add(rest());
        }
        return all;
    }
}
