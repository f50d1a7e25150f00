package io.truenow.infra.cache;

import static org.awaitility.Awaitility.await;

import io.truenow.sql.http.KeptAnswersSimulation;
import io.truenow.sql.port.AnswerStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

class SharedAnswersSimulationIT extends KeptAnswersSimulation {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @Override
    protected AnswerStore store() {
        RedisServer redis = RedisServer.started();
        opened.push(redis);
        SharedAnswers answers =
                new SharedAnswers(RedisAddress.parse(redis.address()), Duration.ofMinutes(1), Duration.ofSeconds(2));
        opened.push(answers);
        await().atMost(Duration.ofSeconds(20)).until(() -> answers.state() == SharedAnswers.State.CONNECTED);
        return answers;
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
