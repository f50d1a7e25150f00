package io.truenow.infra.cache;

import static org.awaitility.Awaitility.await;

import io.truenow.sql.http.KeptAnswersSimulation;
import io.truenow.sql.port.AnswerStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

/** Answers shared through a real Redis. */
class SharedAnswersSimulationIT extends KeptAnswersSimulation {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Each round asks Redis several times; {@code -Dtruenow.rounds=10000} takes a minute. */
    SharedAnswersSimulationIT() {
        super(3_000);
    }

    @Override
    protected AnswerStore store() {
        RedisServer redis = RedisServer.started();
        opened.push(redis);
        SharedAnswers answers =
                new SharedAnswers(RedisAddress.parse(redis.address()), Duration.ofMinutes(1), Duration.ofSeconds(2));
        opened.push(answers);
        await().atMost(Duration.ofSeconds(20)).until(() -> answers.state() == RedisLink.State.CONNECTED);
        return answers;
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
