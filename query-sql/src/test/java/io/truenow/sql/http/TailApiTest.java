package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.sql.port.KeptAnswers;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailApiTest {

    private final QueryPort port = new QueryPort(QuerySettings.DEFAULT, new KeptAnswers());

    @AfterEach
    void close() {
        port.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', /namespace, Missing namespace",
        "namespace=, /namespace, Missing namespace",
        "namespace=ns&nosuch=1, /nosuch, There is no parameter [nosuch].",
        "namespace=ns&namespace=other, /namespace, [namespace] is given more than once.",
        "namespace=ns&rate=-1, /rate, [-1] is no whole number of events a second from 1 to 1000000.",
        "namespace=ns&rate=many, /rate, [many] is no whole number of events a second from 1 to 1000000.",
        "namespace=ns&from=here, /from, [here] is no place of a partition of the log."
    })
    void whatIsWrongIsSaidByNameAndTakesNoPlace(String query, String pointer, String error) throws Exception {
        HttpResponse<String> answer = port.get("/v1/tail?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(QueryPort.json(answer).path("error").asString("")).isEqualTo(error);
        assertThat(QueryPort.json(answer).path("pointer").asString("")).isEqualTo(pointer);
        assertThat(port.tails.open()).isZero();
    }

    @Test
    void oneTooManyIsRefusedAndTheServersEndEndsTheOthers() throws Exception {
        HttpResponse<InputStream> one = port.stream("/v1/tail?namespace=ns");
        HttpResponse<InputStream> two = port.stream("/v1/tail?namespace=ns");
        assertThat(one.headers().firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");

        HttpResponse<String> three = port.get("/v1/tail?namespace=ns");

        assertThat(three.statusCode()).isEqualTo(503);
        assertThat(three.headers().firstValue("Retry-After")).contains("5");
        CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> length(one) + length(two));
        port.close();
        assertThat(end.get(20, TimeUnit.SECONDS)).isPositive();
    }

    private static int length(HttpResponse<InputStream> stream) {
        try (InputStream body = stream.body()) {
            return body.readAllBytes().length;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
