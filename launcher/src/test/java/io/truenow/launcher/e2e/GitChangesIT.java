package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real data set, by {@code ./truenow ingest} in and by JDBC out, against DuckDB on the same file. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GitChangesIT {

    private static final long EVENTS = 162_766;
    private static final Duration APPLIED = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("truenow.seed", 20_261_120L);

    private Path file;
    private List<List<List<@Nullable Object>>> expected;

    @BeforeAll
    void reference() throws SQLException {
        file = Shared.file("data/git-changes.ndjson.gz");
        expected = DuckDb.answers(file);
        for (int q = 0; q < expected.size(); q++) {
            assertThat(expected.get(q))
                    .as("DuckDB's rows of [%s]", GitQuestions.ALL.get(q).name())
                    .isNotEmpty();
        }
    }

    @Test
    @Order(1)
    void everyQuestionHasDuckDbsAnswerAfterTheFileIsIngested(Product product) throws SQLException {
        ingest(product, file);

        assertAnswers(product, "git.changes");
    }

    @Test
    @Order(2)
    void theSameFileAgainChangesNoAnswer(Product product) throws SQLException {
        ingest(product, file);

        Await.until("the repeated events are applied", APPLIED, () -> duplicates(product) == EVENTS);
        assertAnswers(product, "git.changes");
    }

    @Test
    @Order(3)
    void theSameIdsInAnotherNamespaceCountThereTooWhateverTheirOrder(Product product) throws IOException, SQLException {
        Path other = shuffled(product, "git_shuffled", new Random(SEED));

        ingest(product, other);

        assertAnswers(product, "git_shuffled.changes");
        assertAnswers(product, "git.changes");
        try (Connection connection = product.jdbc()) {
            assertThat(
                            Sql.count(
                                    connection,
                                    "SELECT COUNT(*) FROM git.changes a JOIN git_shuffled.changes b ON a.event_id = b.event_id"))
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    @Order(4)
    void anEmptyServerGivesTheSameAnswersToTheShuffledFileAndAfterARestart() throws IOException, SQLException {
        try (Product empty = Product.start("shuffled")) {
            ingest(empty, shuffled(empty, "git", new Random(SEED + 1)));
            assertAnswers(empty, "git.changes");

            empty.stop();
            empty.start();
            assertAnswers(empty, "git.changes");
        }
    }

    private static void ingest(Product product, Path events) {
        Ran ran = product.truenow("ingest", events.toString());
        System.out.println(ran.out().strip());
        assertThat(ran.exitCode()).as("%s%s", ran.out(), ran.err()).isZero();
        assertThat(ran.out()).contains("162,766 events sent, 162,766 accepted, 0 rejected");
    }

    private void assertAnswers(Product product, String table) throws SQLException {
        try (Connection connection = product.jdbc()) {
            Await.until(
                    "every event is applied",
                    APPLIED,
                    () -> Sql.count(connection, "SELECT COUNT(*) FROM " + table) >= EVENTS);
            List<String> wrong = new ArrayList<>();
            for (int q = 0; q < expected.size(); q++) {
                GitQuestions.Question question = GitQuestions.ALL.get(q);
                try {
                    String sql = question.sql().replace("%s", table).replace("%%", "%");
                    Sql.assertSame(question.name(), Sql.rows(connection, sql), expected.get(q));
                } catch (SQLException | AssertionError e) {
                    wrong.add(question.name() + ": " + e.getMessage());
                }
            }
            assertThat(wrong).as("questions with another answer than DuckDB's").isEmpty();
        }
    }

    private static long duplicates(Product product) throws SQLException {
        try (Connection connection = product.jdbc()) {
            return Sql.count(
                    connection, "SELECT duplicates FROM sys.tables WHERE namespace = 'git' AND \"table\" = 'changes'");
        }
    }

    private Path shuffled(Product product, String namespace, Random random) throws IOException {
        List<String> lines = new ArrayList<>((int) EVENTS);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                lines.add(line.replace("\"namespace\":\"git\"", "\"namespace\":\"" + namespace + "\""));
            }
        }
        assertThat(lines).hasSize((int) EVENTS);
        Collections.shuffle(lines, random);
        return Files.write(product.workFolder().resolve(namespace + ".ndjson"), lines);
    }
}
