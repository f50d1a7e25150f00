package io.truenow.admin.query;

import io.truenow.admin.format.Snippets;
import io.truenow.admin.shell.SnippetDialog;
import io.truenow.admin.shell.SnippetDialog.Snippet;
import java.util.List;

/** How to ask the same statement without the console. */
final class Elsewhere {

    private Elsewhere() {}

    static void open(Snippets snippets, String sql) {
        SnippetDialog.open(
                "The same statement elsewhere",
                List.of(
                        Snippet.shell("HTTP", snippets.sqlQuery(sql)),
                        Snippet.shell("Command line", snippets.commandLine(sql)),
                        Snippet.shell("JDBC (driver org.apache.calcite.avatica:avatica)", snippets.jdbcUrl())));
    }
}
