package io.truenow.infra.cache;

import io.truenow.sql.http.KeptAnswersSimulation;
import io.truenow.sql.port.AnswerStore;
import java.time.Duration;

class LocalAnswersSimulationTest extends KeptAnswersSimulation {

    LocalAnswersSimulationTest() {
        super(10_000);
    }

    @Override
    protected AnswerStore store() {
        return new LocalAnswers(64 << 20, Duration.ofMinutes(1), System::nanoTime);
    }
}
