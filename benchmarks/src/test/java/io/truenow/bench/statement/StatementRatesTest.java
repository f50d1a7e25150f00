package io.truenow.bench.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementRatesTest {

    private static final int EVENTS = 1_000;
    private static final List<Asked> ASKED = StatementRates.statements(new Random(6), EVENTS, 80);

    @Test
    void ourAnswersAreThoseOfTheEventsThemselvesAndEachShapeIsPlannedOnce(@TempDir Path folder) {
        try (Ours ours = new Ours(folder, EVENTS)) {
            StatementRates.full(ours, ASKED);
            assertThat(ours.plans().misses()).isEqualTo(Shape.values().length);
            assertThat(ASKED)
                    .allMatch(asked -> asked.fits(ours.check(asked.sql().replace("%s", ours.table()))));
        }
    }

    @Test
    void aWrongAnswerIsFound(@TempDir Path folder) {
        Asked asked = ASKED.getFirst();
        Asked wrong = new Asked(asked.sql(), List.of("12.5|1|"), asked.check() + 1e-3);
        try (Ours ours = new Ours(folder, EVENTS)) {
            assertThatThrownBy(() -> StatementRates.full(ours, List.of(wrong))).hasMessageContaining("Ours answered");
            assertThat(wrong.fits(ours.check(wrong.sql().replace("%s", ours.table()))))
                    .isFalse();
        }
    }
}
