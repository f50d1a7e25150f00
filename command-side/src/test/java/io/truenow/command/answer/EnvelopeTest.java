package io.truenow.command.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.limit.RateLimitedException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EnvelopeTest {

    @Test
    void aRateThatIsReachedIsWordedAsTheContractDoes() {
        JsonAnswer answer = Envelope.of(new RateLimitedException("The limit of [5] events a second is reached.", 3));

        JsonNode error = JsonMapper.builder().build().readTree(answer.body()).path("error");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.retryAfterSeconds()).isEqualTo(3);
        assertThat(error.path("code").stringValue()).isEqualTo("RATE_LIMITED");
        assertThat(error.path("message").stringValue()).isEqualTo("rate limit exceeded");
        assertThat(error.path("details").path("reason").stringValue()).isEqualTo("RATE_LIMITED");
        assertThat(error.path("details").path("detail").stringValue()).contains("[5]");
    }
}
