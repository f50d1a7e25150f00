package io.truenow.launcher.sql;

import java.util.List;

/**
 * A command of the shell itself.
 *
 * @param word what is typed
 * @param what what it does
 */
record ShellCommand(String word, String what) {

    private static final List<ShellCommand> ALL = List.of(
            new ShellCommand("\\d", "tables; \\d NAMESPACE.TABLE: its columns"),
            new ShellCommand("\\o", "form of the rows: \\o table, \\o json or \\o csv"),
            new ShellCommand("\\?", "these commands"),
            new ShellCommand("\\q", "leave (so does Ctrl-D)"));

    static List<ShellCommand> all() {
        return ALL;
    }
}
