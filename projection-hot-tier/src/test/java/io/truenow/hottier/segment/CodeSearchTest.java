package io.truenow.hottier.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodeSearchTest {

    private static final int ROWS = 500;

    /** Codes that are next to each other, to null, and to the ends of a byte and a short. */
    private static final int[] LARGEST = {1, 3, 200, 254, 255, 300, 65_534, 65_535, 200_000};

    private final Random random = new Random(11);

    @Test
    void everyWidthFindsWhatAComparisonOfEachRowFinds() {
        for (int largest : LARGEST) {
            for (int round = 0; round < 200; round++) {
                check(largest, random.nextInt(ROWS + 1));
            }
        }
    }

    @Test
    void aCodeThatIsWiderThanTheChunksIsInNoRow() {
        for (int largest : new int[] {200, 60_000}) {
            int[] codes = random.ints(ROWS, 0, largest + 1).toArray();
            Dimension dimension =
                    new Dimension("d", new Dictionary().view(), Codes.narrow(codes, ROWS, largest), ROWS, ROWS);
            for (int code : codes) {
                for (int wider : new int[] {code + 256, code + 65_536, code + (1 << 24), -2 + 256, -2 + 65_536}) {
                    if (wider > largest) {
                        assertThat(dimension.find(0, ROWS, wider, new int[ROWS]))
                                .as("%s", wider)
                                .isZero();
                    }
                }
            }
        }
    }

    private void check(int largest, int held) {
        int[] codes = new int[held];
        int spread = 1 + random.nextInt(largest + 1);
        for (int i = 0; i < held; i++) {
            codes[i] = random.nextInt(9) == 0 ? -1 : largest - random.nextInt(spread);
        }
        Dimension dimension = new Dimension("d", new Dictionary().view(), Codes.narrow(codes, held, largest), ROWS, 0);
        int from = random.nextInt(ROWS);
        int count = random.nextInt(ROWS - from + 1);
        int wanted = held == 0 ? 0 : Math.max(0, codes[random.nextInt(held)]);
        int[] rows = new int[ROWS];

        int found = dimension.find(from, count, wanted, rows);

        int[] expected = IntStream.range(0, count)
                .filter(i -> from + i < held && codes[from + i] == wanted)
                .toArray();
        assertThat(Arrays.copyOf(rows, found)).as("%s of %s rows", wanted, held).isEqualTo(expected);
        for (int row = 0; row < ROWS; row++) {
            assertThat(dimension.code(row)).isEqualTo(row < held ? codes[row] : -1);
        }
    }
}
