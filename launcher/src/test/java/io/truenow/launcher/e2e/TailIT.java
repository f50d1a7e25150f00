package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.launcher.access.Caller;
import io.truenow.launcher.tail.TailClient;
import io.truenow.launcher.tail.TailEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Events as the log takes them: by the command and over the port, live and from the beginning, and again after a break. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TailIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Keeps what comes, and has enough after some. */
    private static final class Kept implements TailEvents {

        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private final int wanted;
        private volatile boolean started;

        Kept(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void started(boolean known) {
            started = true;
        }

        @Override
        public boolean event(String json) {
            events.add(JSON.readTree(json).path("event_id").asString(""));
            return events.size() < wanted;
        }

        @Override
        public void leftOut(long count) {
            throw new AssertionError(count + " left out");
        }

        @Override
        public void broken(String why) {
            throw new AssertionError(why);
        }
    }

    private static void send(Product product, String table, int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"event_id\":\"e")
                    .append(i)
                    .append("\",\"event_time\":")
                    .append(Instant.now().toEpochMilli() * 1_000)
                    .append(",\"dimensions\":{\"region\":\"")
                    .append(i % 2 == 0 ? "eu" : "us")
                    .append("\"},\"metrics\":{\"amount\":")
                    .append(i)
                    .append("}}\n");
        }
        Answer answer = product.post(8088, "/v1/batch?format=ndjson&namespace=tail&table=" + table, lines.toString());
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
    }

    private static String uri(Product product, String query) {
        return "http://127.0.0.1:" + product.port(8081) + "/v1/tail?namespace=tail&" + query;
    }

    @Test
    void whatIsSentWhileSomebodyWatchesIsSeenOnceAndInItsOrder(Product product) throws Exception {
        Kept kept = new Kept(3_000);
        try (TailClient client = new TailClient(uri(product, "table=live"), Caller.UNKNOWN)) {
            CompletableFuture<TailEvents.End> end = CompletableFuture.supplyAsync(() -> follow(client, kept));
            Await.until("it watches", SOON, () -> kept.started);
            for (int i = 0; i < 3_000; i += 100) {
                send(product, "live", i, i + 100);
            }
            assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(new TailEvents.Enough());
        }
        assertThat(kept.events).isEqualTo(ids(0, 3_000));
        Await.until("its place is free", SOON, () -> metric(product, "truenow_tails_open") == 0);
        assertThat(metric(product, "truenow_tail_events_total")).isGreaterThanOrEqualTo(3_000);
    }

    private static TailEvents.End follow(TailClient client, TailEvents events) {
        try {
            return client.follow(events, null);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static double metric(Product product, String name) {
        return product.get(8081, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void theCommandShowsFilteredEventsFromTheBeginning(Product product) {
        send(product, "past", 0, 10);

        Ran text = product.truenow("tail", "tail.past", "--from", "beginning", "--count", "5", "--filter", "region=eu");
        assertThat(text.exitCode()).as("%s", text).isZero();
        assertThat(text.out().lines())
                .hasSize(5)
                .allMatch(line -> line.matches("\\S+Z {2}tail\\.past {2}e[02468] {2}region=eu {2}amount=[02468]\\.0"));

        Ran json = product.truenow("tail", "tail.past", "--from", "beginning", "--count", "10", "-o", "json");
        assertThat(json.out()
                        .lines()
                        .map(line -> JSON.readTree(line).path("event_id").asString("")))
                .containsExactlyElementsOf(ids(0, 10));
    }

    @Test
    void behindAMessageItGoesOnWithoutAGap(Product product) throws Exception {
        send(product, "broken", 0, 20);
        Kept first = new Kept(7);
        Kept rest = new Kept(33);
        try (TailClient client = new TailClient(uri(product, "table=broken&from=beginning"), Caller.UNKNOWN)) {
            assertThat(follow(client, first)).isEqualTo(new TailEvents.Enough());
            send(product, "broken", 20, 40);
            assertThat(client.follow(rest, client.lastId())).isEqualTo(new TailEvents.Enough());
        }
        assertThat(first.events).isEqualTo(ids(0, 7));
        assertThat(rest.events).isEqualTo(ids(7, 40));
    }

    @Test
    void wrongUseIsSaid(Product product) {
        Ran wrong = product.truenow("tail", "tail.past", "--from", "yesterday");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("[yesterday] is no place of a partition of the log");
    }
}
