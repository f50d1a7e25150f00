package io.truenow.hottier.segment;

import static io.truenow.hottier.segment.ChunkView.MetricView.NO_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WholeNumbersTest {

    private static void givesBackEveryNumber(long[] values, int width) throws IOException {
        LongStream present = Arrays.stream(values).filter(value -> value != NO_LONG);
        var extremes = present.summaryStatistics();
        WholeNumbers numbers = WholeNumbers.narrow(values.clone(), values.length, extremes.getMin(), extremes.getMax());
        check(numbers, values);
        assertThat(numbers.width()).isEqualTo(width);
        check(WholeNumbers.plain(values, values.length), values);
        Numbers read = readBack(numbers);
        check(read, values);
        assertThat(read).isInstanceOfSatisfying(WholeNumbers.class, whole -> assertThat(whole.width())
                .isEqualTo(width));
        assertThat(read.heapBytes()).isEqualTo(numbers.heapBytes());
    }

    private static void check(Numbers numbers, long[] values) {
        int n = values.length;
        long[] longs = new long[n];
        double[] doubles = new double[n];
        boolean[] nulls = new boolean[n];
        numbers.longs(0, n, longs);
        numbers.copy(0, n, doubles);
        numbers.nulls(0, n, nulls);
        assertThat(longs).isEqualTo(values);
        for (int i = 0; i < n; i++) {
            assertThat(numbers.longAt(i)).isEqualTo(values[i]);
            assertThat(nulls[i]).isEqualTo(values[i] == NO_LONG);
            Double wanted = nulls[i] ? Double.NaN : (double) values[i];
            assertThat(Double.valueOf(doubles[i])).isEqualTo(wanted).isEqualTo(Double.valueOf(numbers.at(i)));
        }
        if (n > 2) {
            numbers.longs(1, n - 2, longs);
            assertThat(Arrays.copyOf(longs, n - 2)).isEqualTo(Arrays.copyOfRange(values, 1, n - 1));
        }
    }

    private static Numbers readBack(Numbers numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter out = new FrameWriter(bytes, 1, 4);
        NumbersCodec.write(numbers, out);
        out.finish();
        FrameReader in = new FrameReader(new ByteArrayInputStream(bytes.toByteArray()), 1, 4);
        Numbers read = NumbersCodec.read(in);
        in.finish();
        return read;
    }

    @Test
    void aColumnTakesTheBytesThatItsSpanNeeds() throws IOException {
        givesBackEveryNumber(new long[] {7}, 1);
        givesBackEveryNumber(new long[] {0, 254, NO_LONG, 1}, 1);
        givesBackEveryNumber(new long[] {0, 255}, 2);
        givesBackEveryNumber(new long[] {-32_768, NO_LONG, 32_766}, 2);
        givesBackEveryNumber(new long[] {0, 65_535, NO_LONG}, 4);
        givesBackEveryNumber(new long[] {-5, 0xFFFF_FFFEL - 5}, 4);
        givesBackEveryNumber(new long[] {-5, NO_LONG, 0xFFFF_FFFFL - 5}, 8);
    }

    @Test
    void largeNumbersNearEachOtherAreDistances() throws IOException {
        givesBackEveryNumber(new long[] {Long.MAX_VALUE, NO_LONG, Long.MAX_VALUE - 200}, 1);
        givesBackEveryNumber(new long[] {-Long.MAX_VALUE, NO_LONG, -Long.MAX_VALUE + 254}, 1);
        givesBackEveryNumber(new long[] {1_700_000_000_000_000L, 1_700_000_000_060_000L}, 2);
        givesBackEveryNumber(new long[] {(1L << 53) + 1, (1L << 53) + 3, NO_LONG, 1L << 53}, 1);
    }

    @Test
    void theWholeRangeStaysAsItIs() throws IOException {
        givesBackEveryNumber(new long[] {Long.MAX_VALUE, -Long.MAX_VALUE}, 8);
        givesBackEveryNumber(new long[] {Long.MAX_VALUE, NO_LONG, 0}, 8);
        givesBackEveryNumber(new long[] {-Long.MAX_VALUE, 1}, 8);
    }

    @Test
    void randomNumbersComeBack() throws IOException {
        Random random = new Random(9);
        for (int bits = 1; bits < 64; bits++) {
            int shift = 64 - bits;
            long base = random.nextLong() >> 2;
            long[] values =
                    random.longs(500).map(value -> base + (value >>> shift) / 4).toArray();
            values[0] = base;
            values[1] = base + (-1L >>> shift) / 4;
            for (int i = 2; i < 500; i += 7) {
                values[i] = NO_LONG;
            }
            givesBackEveryNumber(values, bits < 10 ? 1 : bits < 18 ? 2 : bits < 34 ? 4 : 8);
        }
    }
}
