package io.truenow.bench.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.infra.files.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdWindowTest {

    /** The run compares each row by itself; here is asked that it had rows of every kind. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDayOfIdsIsToldAsTheTimesSay(boolean uuids, @TempDir Path folder) throws IOException {
        DedupLimits limits = new DedupLimits(10_000_000, 1L << 30, 1L << 30, 10, 1 << 12);
        IdWindow.Outcome outcome = new IdWindow(new LocalDisk(folder), 2_000_000, uuids, limits).run();

        assertThat(outcome.ids()).isGreaterThan(2_000_000);
        assertThat(outcome.repeated()).isGreaterThan(100_000);
        assertThat(outcome.conflicting()).isGreaterThan(4_000);
        assertThat(outcome.expired()).isGreaterThan(500);
        assertThat(outcome.fileBytes()).isPositive();
        assertThat(outcome.heapBytes()).isLessThan(outcome.ids() * 14);
    }
}
