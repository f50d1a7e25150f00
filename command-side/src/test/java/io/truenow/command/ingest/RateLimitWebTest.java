package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.ingest.arrow.ArrowConfiguration;
import io.truenow.command.ingest.line.LineProtocolConfiguration;
import io.truenow.command.limit.IngestLimits;
import io.truenow.command.limit.LimitLevel;
import io.truenow.command.limit.LimitSettings;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rate limits as a client of the gateway's port sees them; the clock stands unless a test moves it. */
class RateLimitWebTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AtomicLong nanos = new AtomicLong();
    private final IngestLimits limits =
            IngestLimits.of(new LimitSettings(0, 100, 0, 1, LimitSettings.USUAL_BUCKETS), nanos::get);
    private final GatewayPort port = new GatewayPort(limits, LineProtocolConfiguration.class, ArrowConfiguration.class);

    @AfterEach
    void stop() {
        port.close();
    }

    private static String event(String id) {
        return event(id, "events");
    }

    private static String event(String id, String table) {
        return "{\"namespace\":\"test\",\"table\":\"" + table + "\",\"event_id\":\"" + id
                + "\",\"event_time\":1795132800000000}";
    }

    private static String list(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> event("e" + i)).collect(Collectors.joining(",", "[", "]"));
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> event("e" + i)).collect(Collectors.joining("\n"));
    }

    private static String points(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "cpu usage=" + i + " " + (1_795_132_800_000_000_000L + i))
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private static long header(HttpResponse<String> response, String name) {
        return response.headers().firstValueAsLong(name).orElse(-1);
    }

    private void passSecond() {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void aRequestTooManyIsRefusedWithTheContractsWordsAndNothingOfItIsDurable() {
        HttpResponse<String> first = port.post("/v1/batch", list(0, 60));
        HttpResponse<String> second = port.post("/v1/batch", list(60, 120));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(header(first, "RateLimit-Limit")).isEqualTo(100);
        assertThat(header(first, "RateLimit-Remaining")).isEqualTo(40);
        assertThat(header(first, "RateLimit-Reset")).isEqualTo(1);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(json(second).get("error").stringValue()).isEqualTo("Rate limit exceeded");
        assertThat(json(second).get("code").stringValue()).isEqualTo("RATE_LIMITED");
        assertThat(json(second).get("detail").stringValue()).contains("[100] events a second of one tenant");
        assertThat(header(second, "Retry-After")).isEqualTo(1);
        assertThat(header(second, "RateLimit-Remaining")).isEqualTo(40);
        assertThat(port.gateway().ids()).hasSize(60);
        assertThat(port.parts().meters.requestsRejectedByCode()).isEqualTo(Map.of(ErrorCode.RATE_LIMITED, 1L));

        passSecond();
        assertThat(port.post("/v1/batch", list(60, 120)).statusCode()).isEqualTo(202);
        assertThat(port.gateway().ids()).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void aSingleEventCostsOnePermit() {
        for (int i = 0; i < 100; i++) {
            assertThat(port.post("/v1/ingest", event("s" + i)).statusCode()).isEqualTo(202);
        }
        assertThat(port.post("/v1/ingest", event("one-more")).statusCode()).isEqualTo(429);
        assertThat(port.gateway().ids()).hasSize(100).doesNotContain("one-more");
    }

    @Test
    void eventsForSeveralTablesPassTogetherOrNotAtAll() {
        port.post("/v1/batch", list(0, 99));
        String two = "[" + event("x", "here") + "," + event("y", "there") + "]";

        assertThat(port.post("/v1/batch", two).statusCode()).isEqualTo(429);
        assertThat(port.gateway().ids()).hasSize(99);
        assertThat(port.gateway().tables()).containsExactly("test.events");
    }

    @Test
    void moreThanASecondsShareInOneDocumentNeverPasses() {
        HttpResponse<String> response = port.post("/v1/batch", list(0, 101));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).get("code").stringValue()).isEqualTo("TOO_LARGE");
        assertThat(json(response).get("hint").stringValue()).contains("[100]");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(port.gateway().ids()).isEmpty();
    }

    @Test
    void aStreamEndsAtTheBlockThatFindsNoPermitsAndSaysHowFarItIsDurable() {
        HttpResponse<String> response = port.post("/v1/batch?format=ndjson", lines(0, 250));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(json(response).get("code").stringValue()).isEqualTo("RATE_LIMITED");
        assertThat(json(response).get("last_durable_line").intValue()).isEqualTo(100);
        assertThat(json(response).get("events_accepted").intValue()).isEqualTo(100);
        assertThat(json(response).has("outcome")).isFalse();
        assertThat(header(response, "Retry-After")).isEqualTo(1);
        assertThat(port.gateway().ids()).hasSize(100);

        passSecond();
        HttpResponse<String> rest = port.post("/v1/batch?format=ndjson", lines(100, 200));
        assertThat(rest.statusCode()).as(rest.body()).isEqualTo(202);
        assertThat(header(rest, "RateLimit-Remaining")).isZero();
        assertThat(port.gateway().ids()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void lineProtocolIsToldInItsOwnWordsHowFarItIsDurable() {
        HttpResponse<String> one = port.post("/write?db=d", points(0, 150));
        passSecond();
        port.post("/write?db=d", points(100, 200));
        HttpResponse<String> two = port.post("/api/v2/write?bucket=d", points(200, 201));

        assertThat(one.statusCode()).isEqualTo(429);
        assertThat(json(one).get("error").stringValue()).contains("Up to line 100", "events a second");
        assertThat(header(one, "Retry-After")).isEqualTo(1);
        assertThat(two.statusCode()).isEqualTo(429);
        assertThat(json(two).get("code").stringValue()).isEqualTo("too many requests");
        assertThat(header(two, "RateLimit-Remaining")).isZero();
        assertThat(port.gateway().ids()).hasSize(200);
    }

    @Test
    void everyAnswerSaysWhatIsLeft() {
        List<HttpResponse<String>> answers = List.of(
                port.post("/v1/ingest", "no JSON"),
                port.post("/v1/arrow?namespace=n&table=t", "no Arrow"),
                port.post("/write", "m f=1"),
                port.post("/v1/batch?format=ndjson", "no JSON"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(400, 413, 400, 400);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(header(answer, "RateLimit-Limit")).isEqualTo(100);
            assertThat(header(answer, "RateLimit-Remaining")).isEqualTo(100);
            assertThat(header(answer, "RateLimit-Reset")).isZero();
        });
    }

    @Test
    void withoutLimitsNoAnswerSpeaksOfThem() {
        try (GatewayPort open = new GatewayPort()) {
            HttpResponse<String> response = open.post("/v1/batch", list(0, 500));

            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
        }
    }

    @Test
    void eventsThatTheLogOrAdmissionRefusesCostNothingAndUnknownOnesDo() {
        port.post("/v1/batch", list(0, 10));
        port.gateway().refuse(new TrueNowException(ErrorCode.LAG_LIMIT, "Behind."));
        HttpResponse<String> refused = port.post("/v1/batch", list(10, 50));
        port.parts().gate.refusal = null;
        port.gateway().logAnswers(n -> new Append.Unknown("time-out"));
        HttpResponse<String> unknown = port.post("/v1/batch", list(10, 50));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(header(refused, "RateLimit-Remaining")).isEqualTo(90);
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(header(unknown, "RateLimit-Remaining")).isEqualTo(50);
        assertThat(limits.returned()).containsEntry(LimitLevel.TENANT, 40L);
    }

    @Test
    void ofSeveralTablesOnlyWhatWasNotTriedOrRefusedIsGivenBack() {
        port.post("/v1/batch", "[" + event("a", "one") + "," + event("b", "two") + "]");
        port.gateway().logAnswers(n -> new Append.Refused("The log is away."));
        String three = "[" + event("c", "one") + "," + event("d", "two") + "," + event("e", "two") + "]";
        HttpResponse<String> failed = port.post("/v1/batch", three);

        assertThat(failed.statusCode()).as(failed.body()).isEqualTo(503);
        assertThat(header(failed, "RateLimit-Remaining")).isEqualTo(98);
    }
}
