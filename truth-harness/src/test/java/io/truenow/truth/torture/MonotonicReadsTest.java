package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonotonicReadsTest {

    private final Findings findings = new Findings();
    private final MonotonicReads reads = new MonotonicReads(findings);

    @Test
    void aCountBelowOneAnsweredBeforeIsStale() {
        reads.saw("count", reads.floor("count"), 10);
        reads.saw("count", reads.floor("count"), 9);

        assertThat(findings.count(Violation.STALE)).isEqualTo(1);
        assertThat(findings.sentences().getFirst()).contains("stale", "it was 10 before and is 9 now");
    }

    @Test
    void growingAndEqualCountsAreNot() {
        reads.saw("count", reads.floor("count"), 10);
        reads.saw("count", reads.floor("count"), 10);
        reads.saw("count", reads.floor("count"), 11);
        reads.saw("other", reads.floor("other"), 1);

        assertThat(findings.total()).isZero();
    }

    @Test
    void aQuestionThatWasAskedBeforeMayBeAnsweredWithLess() {
        long floor = reads.floor("count");
        reads.saw("count", reads.floor("count"), 10);
        reads.saw("count", floor, 9);

        assertThat(findings.total()).isZero();
    }
}
