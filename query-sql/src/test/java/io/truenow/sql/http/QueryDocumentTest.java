package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.TableRef;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.port.KeptAnswers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs each example about {@code /v1/sql} in {@code docs/query-api.md} by curl, in the order of the page. The block below an example is
 * what it prints; an ellipsis there stands for anything.
 */
class QueryDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "query-api.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```bash\n(.*?)```\n```(?:json|text)\n(.*?)```", Pattern.DOTALL);
    private static final int EXAMPLES = 7;

    @Test
    @Timeout(60)
    void eachExamplePrintsWhatThePageSays() throws Exception {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        int from = page.indexOf("## `POST /v1/sql`");
        Matcher examples = EXAMPLE.matcher(page.substring(from, page.indexOf("\n## ", from)));
        try (QueryPort port = new QueryPort(QuerySettings.DEFAULT, new KeptAnswers())) {
            new Events()
                    .add("o1", Shop.T0, Map.of("order_id", "o1", "region", "eu", "amount", 10))
                    .add("o2", Shop.T0 + 1_000_000, Map.of("order_id", "o2", "region", "us", "amount", 20.5))
                    .add("o3", Shop.T0 + 2_000_000, Map.of("order_id", "o3", "region", "eu", "amount", 20.5))
                    .add("o4", Shop.T0 + 3_000_000, Map.of("order_id", "o4", "amount", 1))
                    .into(port.reads, new TableRef("default", "shop", "orders"));
            int ran = 0;
            while (examples.find()) {
                String printed = run(examples.group(1).replace("localhost:8081", "localhost:" + port.number()));
                assertThat(lines(printed)).as(examples.group(1)).matches(pattern(examples.group(2)));
                ran++;
            }
            assertThat(ran).as("examples with an answer").isEqualTo(EXAMPLES);
        }
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", script.replaceAll("\ncurl", "\necho\ncurl"))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    /** Without empty lines: not every answer ends its last line. */
    private static String lines(String text) {
        return Arrays.stream(text.split("\r?\n"))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static Pattern pattern(String expected) {
        List<String> parts = List.of(lines(expected).split("…", -1));
        return Pattern.compile(parts.stream().map(Pattern::quote).collect(Collectors.joining("[^\n]*?")));
    }
}
