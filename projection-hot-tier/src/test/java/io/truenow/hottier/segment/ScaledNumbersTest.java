package io.truenow.hottier.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaledNumbersTest {

    private static void givesBackEveryBit(double[] values, int width) {
        Numbers numbers = Numbers.narrow(values, values.length);
        double[] back = new double[values.length];
        boolean[] nulls = new boolean[values.length];
        numbers.copy(0, values.length, back);
        numbers.nulls(0, values.length, nulls);
        for (int i = 0; i < values.length; i++) {
            assertThat(nulls[i]).isEqualTo(Double.isNaN(values[i]));
            assertThat(Double.isNaN(numbers.at(i))).isEqualTo(nulls[i]);
            if (!nulls[i]) {
                assertThat(Double.doubleToRawLongBits(back[i])).isEqualTo(Double.doubleToRawLongBits(values[i]));
                assertThat(Double.doubleToRawLongBits(numbers.at(i))).isEqualTo(Double.doubleToRawLongBits(values[i]));
            }
        }
        assertThat(numbers instanceof ScaledNumbers scaled ? scaled.width() : 8).isEqualTo(width);
    }

    @Test
    void wholeNumbersTakeTheBytesThatTheyNeed() {
        givesBackEveryBit(new double[] {0, 1, 127, -127}, 1);
        givesBackEveryBit(new double[] {0, 128, Double.NaN}, 2);
        givesBackEveryBit(new double[] {0, -128, 5}, 2);
        givesBackEveryBit(new double[] {32_768, Double.NaN, -7}, 4);
        givesBackEveryBit(new double[] {1e9, 1}, 8);
    }

    @Test
    void decimalsUpToFourPlacesAreScaled() {
        givesBackEveryBit(new double[] {0.1, 0.25, 12.5}, 2);
        givesBackEveryBit(new double[] {999.99, Double.NaN, 0.01}, 4);
        givesBackEveryBit(new double[] {0.0001, 1}, 2);
        givesBackEveryBit(new double[] {0.00001, 1}, 8);
    }

    @Test
    void whatHasNoExactWholeFormStaysWide() {
        givesBackEveryBit(new double[] {-0.0, 1}, 8);
        givesBackEveryBit(new double[] {Math.PI}, 8);
        givesBackEveryBit(new double[] {Double.MAX_VALUE}, 8);
        givesBackEveryBit(new double[] {Double.MIN_VALUE}, 8);
    }

    @Test
    void randomAmountsComeBackBitByBit() {
        Random random = new Random(5);
        double[] cents = random.ints(10_000, -50_000_000, 50_000_000)
                .mapToDouble(whole -> whole / 100.0)
                .toArray();
        givesBackEveryBit(cents, 4);
    }
}
