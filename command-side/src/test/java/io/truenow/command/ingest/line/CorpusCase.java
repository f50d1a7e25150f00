package io.truenow.command.ingest.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * A case of {@code line-protocol/corpus.txt}.
 *
 * @param body what is sent
 * @param events what is expected, as JSON
 */
record CorpusCase(String name, String precision, byte[] body, List<String> events, List<Refused> refused) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A refused line: its number from 1. */
    record Refused(int line, String code, String text) {}

    @Override
    public String toString() {
        return name;
    }

    /** The expected events, where the server's clock stands at {@code now}. */
    List<Event> events(long now) {
        return events.stream().map(e -> Event.of(JSON.readTree(e), now)).toList();
    }

    /** All cases. */
    static List<CorpusCase> all() throws IOException {
        try (InputStream in = CorpusCase.class.getResourceAsStream("/line-protocol/corpus.txt")) {
            return read(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static List<CorpusCase> read(String text) {
        List<CorpusCase> cases = new ArrayList<>();
        String name = null;
        String precision = "ns";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<String> events = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (String line : (text + "\ncase end").split("\n", -1)) {
            if (line.startsWith("case ")) {
                if (name != null) {
                    cases.add(new CorpusCase(
                            name, precision, body.toByteArray(), List.copyOf(events), List.copyOf(refused)));
                }
                name = line.substring(5);
                precision = "ns";
                body.reset();
                events.clear();
                refused.clear();
            } else if (line.startsWith("precision ")) {
                precision = line.substring(10);
            } else if (line.equals(">") || line.startsWith("> ")) {
                body.writeBytes((line.length() < 2 ? "" : line.substring(2)).getBytes(StandardCharsets.UTF_8));
                body.write('\n');
            } else if (line.startsWith("e> ")) {
                escaped(line.substring(3), body);
                body.write('\n');
            } else if (line.startsWith("= ")) {
                events.add(line.substring(2));
            } else if (line.startsWith("! ")) {
                String[] parts = line.split(" ", 4);
                refused.add(new Refused(Integer.parseInt(parts[1]), parts[2], parts[3]));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new IllegalStateException("No line of a corpus: [" + line + "].");
            }
        }
        return cases;
    }

    private static void escaped(String text, ByteArrayOutputStream out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            switch (text.charAt(++i)) {
                case 'r' -> out.write('\r');
                case 't' -> out.write('\t');
                case 'n' -> out.write('\n');
                case '0' -> out.write(0);
                case 'x' -> {
                    out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> out.write(text.charAt(i));
            }
        }
    }
}
