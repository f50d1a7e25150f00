package io.truenow.jdbc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireTest {

    private static WireReader read(WireWriter out) {
        return new WireReader(out.toByteArray(), 0);
    }

    @Test
    void numbersComeBack() {
        Random random = new Random(20_261_127);
        WireWriter out = new WireWriter(1);
        long[] numbers = new long[1_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i < 3
                    ? List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE).get(i)
                    : random.nextLong() >> random.nextInt(64);
            out.signed(numbers[i])
                    .number(numbers[i] & Long.MAX_VALUE)
                    .fixed64(numbers[i])
                    .fixed32((int) numbers[i])
                    .u8((int) numbers[i] & 0xFF);
        }
        WireReader in = read(out);
        for (long number : numbers) {
            assertThat(in.signed()).isEqualTo(number);
            assertThat(in.number()).isEqualTo(number & Long.MAX_VALUE);
            assertThat(in.fixed64()).isEqualTo(number);
            assertThat(in.fixed32()).isEqualTo((int) number);
            assertThat(in.u8()).isEqualTo((int) number & 0xFF);
        }
        assertThat(in.left()).isZero();
    }

    @Test
    void textsAndValuesComeBack() {
        List<@Nullable Object> values = Arrays.asList(
                null,
                true,
                false,
                Long.MIN_VALUE,
                -0.0,
                Double.NaN,
                new BigDecimal("-12345678901234567890.123"),
                "",
                "abc",
                "Grüße 🎉",
                "x".repeat(126),
                "x".repeat(127),
                "ü".repeat(5_000),
                LocalDate.of(-5, 1, 1),
                LocalTime.of(23, 59, 59, 999_999_999),
                Instant.parse("1905-01-01T00:00:00.123456Z"));
        WireWriter out = new WireWriter(1);
        values.forEach(value -> WireValue.write(out, value));
        WireValue.write(out, new byte[] {1, 2});
        WireReader in = read(out);
        for (Object value : values) {
            assertThat(WireValue.read(in)).isEqualTo(value);
        }
        assertThat((byte[]) WireValue.read(in)).containsExactly(1, 2);
        assertThat(in.left()).isZero();
    }

    @Test
    void columnsComeBackAndTheirFingerprintTellsThemApart() {
        List<WireColumn> columns = List.of(
                new WireColumn("a", WireType.DECIMAL, 38, 2, true),
                new WireColumn("日本", WireType.VARCHAR, 0, 0, false));
        WireWriter out = new WireWriter(1);
        WireColumn.write(out, columns);
        assertThat(WireColumn.read(read(out))).isEqualTo(columns);
        WireWriter other = new WireWriter(1);
        WireColumn.write(other, columns.subList(0, 1));
        assertThat(WireColumn.fingerprint(out.buffer(), 0, out.size()))
                .isNotEqualTo(WireColumn.fingerprint(other.buffer(), 0, other.size()))
                .isNotZero();
    }

    @Test
    void everyPartOfAMessageIsRefused() {
        WireWriter out = new WireWriter(8).text("some text").fixed64(1);
        byte[] whole = out.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> {
                        WireReader in = new WireReader(part, 0);
                        in.text();
                        in.fixed64();
                    })
                    .isInstanceOf(WireException.class);
        }
    }
}
