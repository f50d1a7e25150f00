package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownEndsTest {

    @TempDir
    Path folder;

    @Test
    void theFurthestEndsAreThereAtTheNextStartAndNeverGoBack() {
        Path file = folder.resolve("ends");
        try (KnownEnds ends = new KnownEnds(file)) {
            assertThat(ends.end(3)).isZero();
            ends.reaches(3, 70);
            ends.reaches(15, 1L << 40);
            ends.reaches(3, 60);
        }
        try (KnownEnds ends = new KnownEnds(file)) {
            assertThat(ends.end(3)).isEqualTo(70);
            assertThat(ends.end(15)).isEqualTo(1L << 40);
            assertThat(ends.end(0)).isZero();
        }
    }

    @Test
    void progressTellsThemEveryEndThatItLearns() {
        try (KnownEnds ends = new KnownEnds(folder.resolve("ends"))) {
            LogProgress progress = new LogProgress(ends);
            progress.reaches(2, 9);

            assertThat(ends.end(2)).isEqualTo(9);
            assertThat(progress.knownEnd(2)).isEqualTo(9);
            assertThat(new LogProgress().knownEnd(2)).isZero();
        }
    }
}
