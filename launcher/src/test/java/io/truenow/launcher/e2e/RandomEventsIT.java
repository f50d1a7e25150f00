package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.launcher.e2e.QueryModel.Event;
import io.truenow.launcher.e2e.QueryModel.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Random events through both doors; JSON queries and SQL equal a plain map, also after a restart and after {@code kill -9}. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RandomEventsIT {

    private static final long SEED = Long.getLong("truenow.seed", 42L);
    private static final long MINUTE = 60_000_000L;
    private static final List<String> REGIONS = List.of("us-east", "eu-west", "ap-south", "日本", "");
    private static final List<String> PRODUCTS = List.of("a", "b:c", "d,e", "f\\g", "h \"i\"", "é");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final QueryModel model = new QueryModel();
    private final Random random = new Random(SEED);
    private final String namespace = "model_" + SEED;
    private final long endMicros = Instant.now().getEpochSecond() / 60 * MINUTE;
    private final long beginMicros = endMicros - 120 * MINUTE;
    private final List<Question> questions = new ArrayList<>();

    @Test
    @Order(1)
    void answersEqualTheModel(Product product) throws SQLException {
        System.out.println("[random events] seed " + SEED);
        for (int i = 0; i < 150; i++) {
            Event event = event("one-" + i);
            model.add(event);
            Map<String, Object> body = json(event);
            body.put("namespace", namespace);
            body.put("table", "orders");
            product.ingest(JSON.writeValueAsString(body));
        }
        for (int b = 0; b < 20; b++) {
            batch(product, b);
        }
        for (int q = 0; q < 60; q++) {
            questions.add(question());
        }

        assertEqualsModel(product);
    }

    @Test
    @Order(2)
    void theyStillDoAfterAnOrderlyRestart(Product product) throws SQLException {
        product.stop();
        product.start();

        assertEqualsModel(product);
    }

    @Test
    @Order(3)
    void theyStillDoAfterAKill(Product product) throws SQLException {
        batch(product, 20);
        product.kill9();
        product.start();

        assertEqualsModel(product);
    }

    /** A batch with new events and one that repeats an id of the batch before. */
    private void batch(Product product, int number) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Event event = event("many-" + number + "-" + i);
            model.add(event);
            events.add(json(event));
        }
        if (number > 0) {
            events.add(json(event("many-" + (number - 1) + "-7")));
        }
        Answer answer = product.post(
                8088,
                "/v1/batch",
                JSON.writeValueAsString(Map.of("namespace", namespace, "table", "orders", "events", events)));
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        assertThat(answer.json().path("events_accepted").asInt()).isEqualTo(events.size());
    }

    private void assertEqualsModel(Product product) throws SQLException {
        try (Connection connection = product.jdbc()) {
            String table = namespace + ".orders";
            Await.until(
                    "every event is applied",
                    Duration.ofSeconds(30),
                    () -> Sql.count(connection, "SELECT COUNT(*) FROM " + table)
                            == model.events().size());
            assertThat(Sql.count(connection, "SELECT COUNT(DISTINCT event_id) FROM " + table))
                    .isEqualTo(model.events().size());
            List<String> wrong = new ArrayList<>();
            for (Question question : questions) {
                Answer answer = product.post(8081, "/v1/query", JSON.writeValueAsString(json(question)));
                assertThat(answer.status()).as("%s → %s", question, answer).isEqualTo(200);
                List<String> differences = model.differences(question, answer.json());
                if (!differences.isEmpty()) {
                    wrong.add(question + ": " + differences);
                }
            }
            assertThat(wrong).as("seed %d", SEED).isEmpty();
            assertSqlEqualsModel(connection, table);
        }
    }

    private void assertSqlEqualsModel(Connection connection, String table) throws SQLException {
        for (Question question : questions) {
            if (question.intervalMicros() != 0 || question.groupBy().size() != 1 || question.metric() == null) {
                continue;
            }
            String key = question.groupBy().getFirst();
            String metric = question.metric();
            StringBuilder sql = new StringBuilder("SELECT " + key + ", COUNT(*), SUM(" + metric + "), AVG(" + metric
                    + "), MIN(" + metric + "), MAX(" + metric + ") FROM " + table
                    + " WHERE event_time_us >= ? AND event_time_us <= ?");
            List<Object> parameters = new ArrayList<>(List.of(question.fromMicros(), question.toMicros()));
            question.filters().forEach((name, value) -> {
                sql.append(" AND ").append(name).append(" = ?");
                parameters.add(value);
            });
            sql.append(" GROUP BY ").append(key);
            var rows = Sql.rows(connection, sql.toString(), parameters.toArray());
            assertThat(rows)
                    .as("%s %s", sql, parameters)
                    .hasSameSizeAs(model.rows(question).entrySet());
            for (List<@Nullable Object> row : rows) {
                QueryModel.Row expected =
                        model.rows(question).get(question.fromMicros() + " " + key + ":" + text(row.getFirst()));
                assertThat(expected).as("%s in %s", row, sql).isNotNull();
                List<@Nullable Object> figures = new ArrayList<>(List.of(expected.count));
                boolean any = expected.values > 0;
                figures.add(any ? expected.sum : null);
                figures.add(any ? expected.sum / expected.values : null);
                figures.add(any ? expected.min : null);
                figures.add(any ? expected.max : null);
                Sql.assertSame(sql.toString(), List.of(row.subList(1, 6)), List.of(figures));
            }
        }
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value).replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
    }

    private Event event(String id) {
        Map<String, String> dimensions = new HashMap<>();
        Map<String, Double> metrics = new HashMap<>();
        if (random.nextInt(10) > 0) {
            dimensions.put("region", REGIONS.get(random.nextInt(REGIONS.size())));
        }
        if (random.nextInt(5) > 0) {
            dimensions.put("product", PRODUCTS.get(random.nextInt(PRODUCTS.size())));
        }
        if (random.nextInt(10) > 0) {
            metrics.put("amount", (random.nextInt(4001) - 2000) / 4.0);
        }
        if (random.nextInt(3) == 0) {
            metrics.put("quantity", (double) random.nextInt(100));
        }
        return new Event(id, beginMicros + random.nextLong(endMicros - beginMicros), dimensions, metrics);
    }

    private static Map<String, Object> json(Event event) {
        Map<String, Object> body = new HashMap<>();
        body.put("event_id", event.id());
        body.put("event_time", event.timeMicros());
        body.put("dimensions", event.dimensions());
        body.put("metrics", event.metrics());
        return body;
    }

    private Question question() {
        long from = beginMicros + random.nextInt(60) * MINUTE;
        long to = from + (1 + random.nextInt(60)) * MINUTE;
        Map<String, String> filters =
                switch (random.nextInt(4)) {
                    case 0 -> Map.of("region", REGIONS.get(random.nextInt(REGIONS.size())));
                    case 1 -> Map.of("product", PRODUCTS.get(random.nextInt(PRODUCTS.size())), "region", "日本");
                    default -> Map.of();
                };
        List<String> groupBy = List.of(
                        List.<String>of(), List.of("region"), List.of("product", "region"), List.of("product"))
                .get(random.nextInt(4));
        String aggregate = List.of("count", "sum", "avg", "min", "max").get(random.nextInt(5));
        String metric = aggregate.equals("count") ? null : random.nextBoolean() ? "amount" : "quantity";
        long interval = random.nextInt(3) == 0 ? 10 * MINUTE : 0;
        if (interval > 0) {
            from = from / interval * interval;
        }
        return new Question(from, to, filters, groupBy, aggregate, metric, interval);
    }

    private Map<String, Object> json(Question question) {
        Map<String, Object> body = new HashMap<>();
        body.put("namespace", namespace);
        body.put("table", "orders");
        body.put("start_time", question.fromMicros());
        body.put("end_time", question.toMicros());
        body.put("filters", question.filters());
        body.put("group_by", question.groupBy());
        body.put("aggregate", question.aggregate());
        if (question.metric() != null) {
            body.put("metric", question.metric());
        }
        if (question.intervalMicros() > 0) {
            body.put("interval", random.nextBoolean() ? "PT10M" : "10m");
        }
        return body;
    }
}
