package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.truth.torture.Prohibition.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GatewayTest {

    private static final Shape SINGLE = shape(1, false, false, false);
    private static final Shape BATCH = shape(3, true, false, false);

    private final Findings findings = new Findings();
    private final Gateway gateway = new Gateway(1, Duration.ofSeconds(1), findings, new Prohibitions());

    @Test
    void aStatusIsTakenForNoMoreThanItSays() {
        assertThat(meaning(SINGLE, 202, "{}")).isEqualTo(Gateway.Outcome.ACKNOWLEDGED);
        assertThat(meaning(BATCH, 202, "{\"events_accepted\":3}")).isEqualTo(Gateway.Outcome.ACKNOWLEDGED);
        assertThat(meaning(SINGLE, 507, "{\"error\":\"Storage full\"}")).isEqualTo(Gateway.Outcome.REFUSED);
        assertThat(meaning(SINGLE, 503, "{\"error\":\"Not ready\"}")).isEqualTo(Gateway.Outcome.REFUSED);
        assertThat(meaning(SINGLE, 503, "{\"outcome\":\"unknown\"}")).isEqualTo(Gateway.Outcome.UNKNOWN);
        assertThat(meaning(BATCH, 507, "{\"events_accepted\":1}")).isEqualTo(Gateway.Outcome.UNKNOWN);
        assertThat(meaning(SINGLE, 503, "not JSON")).isEqualTo(Gateway.Outcome.UNKNOWN);
        assertThat(findings.total()).isZero();
    }

    @Test
    void answersThatAGoodRequestMustNotGetAreViolations() {
        assertThat(meaning(SINGLE, 500, "{}")).isEqualTo(Gateway.Outcome.UNKNOWN);
        assertThat(meaning(BATCH, 202, "{\"events_accepted\":2}")).isEqualTo(Gateway.Outcome.UNKNOWN);

        assertThat(findings.count(Violation.MISANSWERED)).isEqualTo(2);
    }

    @Test
    void whatIsProhibitedMustBeRefusedAndNothingElse() {
        for (int status : new int[] {401, 409, 429}) {
            assertThat(meaning(SINGLE, Standing.REFUSED, status, "{}")).isEqualTo(Gateway.Outcome.REFUSED);
            assertThat(meaning(BATCH, Standing.EITHER, status, "{\"events_accepted\":1}"))
                    .isEqualTo(Gateway.Outcome.UNKNOWN);
        }
        assertThat(meaning(SINGLE, Standing.EITHER, 202, "{}")).isEqualTo(Gateway.Outcome.ACKNOWLEDGED);
        assertThat(findings.total()).isZero();

        assertThat(meaning(SINGLE, Standing.FREE, 409, "{}")).isEqualTo(Gateway.Outcome.UNKNOWN);
        assertThat(meaning(SINGLE, Standing.REFUSED, 202, "{}")).isEqualTo(Gateway.Outcome.ACKNOWLEDGED);
        assertThat(findings.count(Violation.MISANSWERED)).isEqualTo(1);
        assertThat(findings.count(Violation.TRESPASSED)).isEqualTo(1);
    }

    @Test
    void nobodyAtThePortIsARefusal() {
        assertThat(gateway.send(SINGLE, request(SINGLE, 0), new byte[0])).isEqualTo(Gateway.Outcome.REFUSED);
        assertThat(gateway.inFlight()).isZero();
    }

    @Test
    void bodiesAreWhatTheDoorsRead() {
        JsonMapper json = JsonMapper.builder().build();
        Contents contents = new Contents(7, 1_700_000_000_000_000L);
        Random random = new Random(7);
        EventBudget budget = new EventBudget(System.nanoTime());
        for (int n = 0; n < 500; n++) {
            Shape shape = Shape.draw(random, 4, budget);
            SentRequest request = request(shape, n);
            String body = new String(RequestBody.of(shape, request, 0, contents), StandardCharsets.UTF_8);
            int events = request.events() + (shape.doubled() && request.events() > 0 ? 1 : 0) + (shape.bad() ? 1 : 0);
            if (shape.lines()) {
                assertThat(body.lines().map(json::readTree)).hasSize(events);
            } else if (shape.batch()) {
                assertThat(json.readTree(body).path("events").size()).isEqualTo(events);
            } else {
                JsonNode event = json.readTree(body);
                assertThat(event.path("table").asString("")).isEqualTo(shape.table());
                assertThat(event.path("event_id").asString("")).isEqualTo("2-4-" + n + "-0");
                assertThat(event.path("event_time").asLong() == 0).isEqualTo(shape.bad());
            }
        }
    }

    private Gateway.Outcome meaning(Shape shape, int status, String body) {
        return meaning(shape, Standing.FREE, status, body);
    }

    private Gateway.Outcome meaning(Shape shape, Standing standing, int status, String body) {
        return gateway.meaning(shape, request(shape, findings.sentences().size()), standing, status, body);
    }

    private static SentRequest request(Shape shape, int number) {
        return new SentRequest(shape.table(), 2, 4, number, shape.events());
    }

    private static Shape shape(int events, boolean batch, boolean bad, boolean doubled) {
        return new Shape("t0", false, events, batch, bad, doubled, false, false, false, false, false);
    }
}
