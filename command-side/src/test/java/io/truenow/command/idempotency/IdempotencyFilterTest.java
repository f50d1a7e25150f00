package io.truenow.command.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What stands before the routes, over answers in memory and a route that counts its work. */
class IdempotencyFilterTest {

    private static final Principal OTHER = new Principal("default", "key_2", Role.ADMIN);

    private final MemoryAnswers answers = new MemoryAnswers();
    private final IdempotencyFilter filter = new IdempotencyFilter(answers);
    private final AtomicInteger worked = new AtomicInteger();
    private int status = 201;
    private String text = "made";
    private Principal caller = Principal.LOCAL;

    /** Reads the body, answers with it. */
    private final FilterChain route = (request, response) -> {
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("ETag", "\"" + worked.incrementAndGet() + "\"");
        new JsonAnswer(status, (text + " " + body).getBytes(StandardCharsets.UTF_8), 0).send(answer);
    };

    private MockHttpServletResponse send(String method, String path, String body, String... keys) throws Exception {
        return send(route, method, path, body, keys);
    }

    private MockHttpServletResponse send(FilterChain chain, String method, String path, String body, String... keys)
            throws IOException, ServletException {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        request.setAttribute(Principal.ATTRIBUTE, caller);
        for (String key : keys) {
            request.addHeader(IdempotencyFilter.HEADER, key);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, chain);
        return response;
    }

    @Test
    void theSameRequestIsCarriedOutOnceAndAnsweredTwice() throws Exception {
        MockHttpServletResponse first = send("POST", "/api/v1/tenants", "{1}", "k");
        MockHttpServletResponse again = send("POST", "/api/v1/tenants", "{1}", "k");

        assertThat(worked).hasValue(1);
        assertThat(first.getHeader(IdempotencyFilter.REPLAYED)).isNull();
        assertThat(again.getHeader(IdempotencyFilter.REPLAYED)).isEqualTo("true");
        assertThat(again.getStatus()).isEqualTo(first.getStatus()).isEqualTo(201);
        assertThat(again.getContentAsString())
                .isEqualTo(first.getContentAsString())
                .isEqualTo("made {1}");
        assertThat(again.getHeader("ETag")).isEqualTo(first.getHeader("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void aKeyIsOfOneRequestAndOfOneCaller() throws Exception {
        send("POST", "/api/v1/tenants", "{1}", "k");

        assertThat(send("POST", "/api/v1/tenants", "{2}", "k").getStatus()).isEqualTo(422);
        assertThat(send("PATCH", "/api/v1/tenants", "{1}", "k").getStatus()).isEqualTo(422);
        assertThat(send("POST", "/api/v1/tenants/a", "{1}", "k").getStatus()).isEqualTo(422);
        assertThat(send("POST", "/api/v1/tenants", "{1}", "l").getStatus()).isEqualTo(201);
        caller = OTHER;
        assertThat(send("POST", "/api/v1/tenants", "{2}", "k").getHeader(IdempotencyFilter.REPLAYED))
                .isNull();
        assertThat(worked).hasValue(3);
    }

    @Test
    void whoComesWhileTheFirstIsUnderWayIsToldSo() throws Exception {
        FilterChain meets = (request, response) -> {
            MockHttpServletResponse second = send(route, "POST", "/api/v1/tenants", "{1}", "k");
            assertThat(second.getStatus()).isEqualTo(409);
            assertThat(second.getContentAsString()).contains("\"error\":{", "REQUEST_UNDER_WAY");
            assertThat(second.getHeader("Retry-After")).isEqualTo("1");
            route.doFilter(request, response);
        };
        assertThat(send(meets, "POST", "/api/v1/tenants", "{1}", "k").getStatus())
                .isEqualTo(201);
        assertThat(worked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 503, 507})
    void whatSaysNothingOfTheWorkIsNotKept(int refusal) throws Exception {
        status = refusal;
        send("POST", "/api/v1/tenants", "{1}", "k");
        status = 201;
        MockHttpServletResponse again = send("POST", "/api/v1/tenants", "{1}", "k");

        assertThat(again.getStatus()).isEqualTo(201);
        assertThat(again.getHeader(IdempotencyFilter.REPLAYED)).isNull();
        assertThat(worked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 400, 404, 409, 412, 422})
    void whatTheWorkSaidIsKept(int answer) throws Exception {
        status = answer;
        send("DELETE", "/api/v1/streams/a", "", "k");
        status = 201;

        assertThat(send("DELETE", "/api/v1/streams/a", "", "k").getStatus()).isEqualTo(answer);
        assertThat(worked).hasValue(1);
    }

    @Test
    void aRouteThatBreaksLetsGoOfTheKey() throws Exception {
        FilterChain breaks = (request, response) -> {
            throw new IllegalStateException("broken");
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> send(breaks, "POST", "/api/v1/tenants", "{1}", "k"));
        assertThat(send("POST", "/api/v1/tenants", "{1}", "k").getStatus()).isEqualTo(201);
    }

    @Test
    void aKeyIsOneShortPrintableText() throws Exception {
        for (String[] keys : new String[][] {{""}, {"k".repeat(256)}, {"a\u0007"}, {"é"}, {"a", "a"}}) {
            MockHttpServletResponse refused = send("POST", "/api/v1/tenants", "{1}", keys);
            assertThat(refused.getStatus()).isEqualTo(400);
            assertThat(refused.getContentAsString()).contains("INVALID_IDEMPOTENCY_KEY");
            assertThat(send("POST", "/v1/namespaces", "{1}", keys).getStatus()).isEqualTo(400);
        }
        assertThat(send("POST", "/api/v1/tenants", "{1}", "k".repeat(255)).getStatus())
                .isEqualTo(201);
        assertThat(send("POST", "/api/v1/tenants", "{1}", "a key, ~!").getStatus())
                .isEqualTo(201);
        assertThat(worked).hasValue(2);
    }

    @Test
    void theOldDoorRefusesInItsOwnWords() throws Exception {
        send("POST", "/v1/namespaces", "{1}", "k");
        MockHttpServletResponse other = send("POST", "/v1/namespaces", "{2}", "k");
        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(other.getContentAsString()).startsWith("{\"error\":\"Idempotency key reused\"");
    }

    @Test
    void readsAndRequestsWithoutAKeyGoThrough() throws Exception {
        answers.away = true;
        assertThat(send("GET", "/api/v1/tenants", "", "k").getStatus()).isEqualTo(201);
        assertThat(send("POST", "/api/v1/tenants", "{1}").getStatus()).isEqualTo(201);
        assertThat(send("POST", "/api/v1/tenants", "{1}").getStatus()).isEqualTo(201);
        assertThat(worked).hasValue(3);
        assertThat(send("POST", "/api/v1/tenants", "{1}", "k").getStatus()).isEqualTo(503);
        assertThat(worked).hasValue(3);
    }

    @Test
    void anAnswerThatCannotBeKeptIsGivenAllTheSame() throws Exception {
        FilterChain lost = (request, response) -> {
            route.doFilter(request, response);
            answers.away = true;
        };
        assertThat(send(lost, "POST", "/api/v1/tenants", "{1}", "k").getContentAsString())
                .isEqualTo("made {1}");
        answers.away = false;
        assertThat(send("POST", "/api/v1/tenants", "{1}", "k").getStatus()).isEqualTo(409);
    }

    @Test
    void ofALongAnswerTheStatusIsKept() throws Exception {
        text = "x".repeat(IdempotencyFilter.MAX_ANSWER_BYTES);
        assertThat(send("POST", "/api/v1/schemas", "{1}", "k").getContentAsString())
                .startsWith("xxx");
        MockHttpServletResponse again = send("POST", "/api/v1/schemas", "{1}", "k");
        assertThat(again.getStatus()).isEqualTo(201);
        assertThat(again.getContentAsString()).contains("was not kept").doesNotContain("xxx");
        assertThat(worked).hasValue(1);
        assertThat(send("POST", "/api/v1/schemas", "y".repeat(IdempotencyFilter.MAX_BODY_BYTES + 1), "l")
                        .getStatus())
                .isEqualTo(413);
    }

    @Test
    void aRouteThatShowsASecretOnceSaysWhatIsKept() throws Exception {
        FilterChain shows = (request, response) -> {
            ((HttpServletRequest) request)
                    .setAttribute(JsonAnswer.KEPT_BODY, "without".getBytes(StandardCharsets.UTF_8));
            route.doFilter(request, response);
        };
        assertThat(send(shows, "POST", "/api/v1/api-keys", "{1}", "k").getContentAsString())
                .isEqualTo("made {1}");
        assertThat(send(shows, "POST", "/api/v1/api-keys", "{1}", "k").getContentAsString())
                .isEqualTo("without");
    }
}
