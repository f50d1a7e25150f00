package io.truenow.truth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeds that once broke an invariant, with what they found. A seed means the history that the simulation of its day made of it; where
 * the simulation changes so that a seed no longer meets its fault, a test of the part itself stays.
 */
class RegressionSeedsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1, the model took the watermark of a table for that of the shards that are here",
        "2, a slow machine was taken for a monitor held across a wait",
        "8, the watermark of a table with two shards falls over a restart",
        "57, the watermark of a table with two shards falls over a restart",
        "31, the watermark of a table with two shards falls as partitions move"
    })
    void aSeedThatFailedOnceHolds(long seed, String found) {
        assertThat(History.run(Plan.of(seed, null), false).violation())
                .as(found)
                .isNull();
    }
}
