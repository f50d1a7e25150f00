package io.truenow.launcher.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A curl command of a document, as it is written there.
 *
 * @param text all its lines
 * @param port the port that it names
 * @param path the path that it names
 */
record DocumentedCommand(String text, int port, String path) {

    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)(/[A-Za-z0-9/_-]*)");

    /** Every curl command in the shell blocks of a document that names a port of localhost. */
    static List<DocumentedCommand> in(Path document) throws IOException {
        List<DocumentedCommand> commands = new ArrayList<>();
        boolean shell = false;
        StringBuilder open = new StringBuilder();
        for (String line : Files.readAllLines(document, StandardCharsets.UTF_8)) {
            if (line.startsWith("```")) {
                shell = line.startsWith("```bash");
                continue;
            }
            boolean begins = open.isEmpty() && line.strip().startsWith("curl ");
            if (!shell || open.isEmpty() && !begins) {
                continue;
            }
            open.append(line).append('\n');
            if (!line.endsWith("\\") && hasClosedQuotes(open)) {
                Matcher address = ADDRESS.matcher(open);
                if (address.find()) {
                    commands.add(new DocumentedCommand(
                            open.toString(), Integer.parseInt(address.group(1)), address.group(2)));
                }
                open.setLength(0);
            }
        }
        return commands;
    }

    private static boolean hasClosedQuotes(CharSequence text) {
        return text.chars().filter(c -> c == '\'').count() % 2 == 0;
    }

    /** The command with the port that the product has in this run, otherwise to the letter. */
    String onPort(int realPort) {
        return text.replace("localhost:" + port, "localhost:" + realPort);
    }
}
