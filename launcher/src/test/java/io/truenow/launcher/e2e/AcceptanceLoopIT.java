package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documented acceptance loop, by the documented scripts: stop all, clear logs and state, start, populate, run the query tests, and no
 * line of any log says {@code error}.
 */
class AcceptanceLoopIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void aCleanRunLeavesNoErrorInAnyLog() throws IOException {
        try (Product product = Product.unstarted("acceptance", Map.of())) {
            Path logs = Files.createDirectories(product.dataDir().resolve("logs"));
            Files.writeString(logs.resolve("gateway.log"), "an error of the run before\n");
            try {
                assertThat(run(product, "manage.sh", "stop")).contains("nothing runs");
                assertThat(errors(logs)).hasSize(1);
                clear(product.dataDir());

                assertThat(run(product, "start-services.sh")).contains("ready");
                run(product, "populate_test_data.sh");
                run(product, "test_queries.sh");

                assertThat(product.log("gateway")).contains("accepted");
                assertThat(errors(logs)).isEmpty();
            } finally {
                run(product, "manage.sh", "stop");
            }
            assertThat(errors(logs)).as("after the end").isEmpty();
        }
    }

    private static String run(Product product, String script, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Product.home().resolve(script).toString()));
        if (script.startsWith("start")) {
            command.add("start");
        }
        command.addAll(List.of(words));
        command.addAll(product.place());
        Ran ran = Ran.run(Product.home(), Map.of(), PATIENCE, command);
        System.out.println("[acceptance] " + script + ": " + ran.out().strip());
        assertThat(ran.exitCode()).as("%s: %s%s", script, ran.out(), ran.err()).isZero();
        return ran.out();
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Every line with the word in any case, with the file that has it. */
    private static List<String> errors(Path logs) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.readString(file)
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
                        .forEach(line -> found.add(file.getFileName() + ": " + line));
            }
        }
        return found;
    }
}
