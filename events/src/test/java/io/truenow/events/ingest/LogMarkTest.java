package io.truenow.events.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMarkTest {

    @Test
    void aMarkGoesUpToTheFurthestRecordOfEachPartition() {
        LogMark mark =
                new LogMark.Builder().reach(7, 12).reach(3, 4_711).reach(7, 11).build();
        assertThat(mark).hasToString("3:4711,7:12").isEqualTo(LogMark.parse("7:11, 3:4711 ,7:12:5"));
        assertThat(LogMark.parse(new LogPosition(3, 4_711, 9).toString())).hasToString("3:4711");
    }

    @Test
    void nothingIsAMarkToo() {
        assertThat(new LogMark.Builder().build()).isSameAs(LogMark.NONE).hasToString("");
        assertThat(LogMark.parse(" ")).isSameAs(LogMark.NONE);
        assertThat(LogMark.NONE.isEmpty()).isTrue();
        assertThat(LogMark.parse("0:0").isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "3",
                "3:",
                ":4",
                "3:4:",
                "3:4:5:6",
                "-1:4",
                "3:-4",
                "16:0",
                "3:4,",
                ",3:4",
                "3:+4",
                "3:4711,7",
                "3:9223372036854775808",
                "３:４",
                "3:4;7:1",
                "null",
                "99999999999999999999:1"
            })
    void whatIsNoMarkIsRefusedWithAHint(String text) {
        assertThatThrownBy(() -> LogMark.parse(text))
                .isInstanceOfSatisfying(TrueNowException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_POSITION);
                    assertThat(refusal.hint()).contains(LogMark.HEADER);
                })
                .hasMessageContaining("[" + text + "]");
    }

    @Test
    void aHugeTextIsRefusedWithoutItsWhole() {
        assertThatThrownBy(() -> LogMark.parse("1:1,".repeat(100_000)))
                .isInstanceOf(TrueNowException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void textOfAnyMarkReadsAsTheMark() {
        Random random = new Random(20261127);
        for (int round = 0; round < 500; round++) {
            LogMark.Builder builder = new LogMark.Builder();
            for (int pair = random.nextInt(40); pair > 0; pair--) {
                builder.reach(random.nextInt(Placement.PARTITIONS), random.nextLong(1_000_000_000_000_000_000L));
            }
            LogMark mark = builder.build();
            assertThat(LogMark.parse(mark.toString())).isEqualTo(mark);
        }
    }
}
