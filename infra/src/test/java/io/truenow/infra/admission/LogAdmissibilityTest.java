package io.truenow.infra.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.admission.LogAdmissibility.Parts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogAdmissibilityTest {

    private static final UUID TABLE = new UUID(1, 1);

    private @Nullable String unavailable;
    private boolean diskFull;
    private boolean stopped;
    private boolean duplicatesFull;
    private long lag;

    private final LogAdmissibility admissibility = new LogAdmissibility(
            new Parts(
                    () -> unavailable,
                    () -> diskFull ? "The disk is full." : null,
                    table -> stopped && table.equals(TABLE) ? "Partition [3] stopped." : null,
                    () -> lag,
                    table -> duplicatesFull && table.equals(TABLE),
                    table -> table.equals(TABLE) ? Long.valueOf(7) : null),
            100);

    private void refuses(ErrorCode code) {
        assertThatExceptionOfType(TrueNowException.class)
                .isThrownBy(() -> admissibility.require(TABLE))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void eventsAreTakenUpToTheBoundOfTheLag() {
        lag = 100;
        assertThatCode(() -> admissibility.require(TABLE)).doesNotThrowAnyException();
        lag = 101;
        refuses(ErrorCode.LAG_LIMIT);
    }

    @Test
    void aFullDiskAndAFullDuplicateStoreRefuseStorage() {
        diskFull = true;
        refuses(ErrorCode.STORAGE_FULL);
        diskFull = false;
        duplicatesFull = true;
        refuses(ErrorCode.STORAGE_FULL);
        assertThatCode(() -> admissibility.require(new UUID(2, 2))).doesNotThrowAnyException();
    }

    @Test
    void aTableThatHasStoppedIsRefusedByNameAndOthersGoOn() {
        stopped = true;
        refuses(ErrorCode.SHARD_STOPPED);
        assertThatCode(() -> admissibility.require(new UUID(2, 2))).doesNotThrowAnyException();
    }

    @Test
    void aFullDiskComesFirstThenALogThatIsAwayWithItsReason() {
        unavailable = "The broker gave up.";
        diskFull = true;
        refuses(ErrorCode.STORAGE_FULL);
        diskFull = false;
        refuses(ErrorCode.LOG_UNAVAILABLE);
        assertThatExceptionOfType(TrueNowException.class)
                .isThrownBy(() -> admissibility.require(TABLE))
                .withMessage("The broker gave up.");
    }

    @Test
    void theWatermarkIsPassedOn() {
        assertThat(admissibility.watermarkMicros(TABLE)).isEqualTo(7);
        assertThat(admissibility.watermarkMicros(new UUID(2, 2))).isNull();
    }
}
