package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerCodecTest {

    private static final byte[] KEY = new byte[32];

    private static QueryAnswer random(Random random) {
        int dimensions = random.nextInt(3);
        List<QueryRow> rows = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            List<@Nullable String> groups = new ArrayList<>();
            for (int d = 0; d < dimensions; d++) {
                groups.add(List.of("", "eu", "\uD83D\uDE00", "日本").get(random.nextInt(4)));
            }
            if (dimensions > 0 && random.nextBoolean()) {
                groups.set(0, null);
            }
            @Nullable Double[] numbers = new @Nullable Double[7];
            for (int n = 0; n < numbers.length; n++) {
                numbers[n] = random.nextBoolean() ? (Double) random.nextGaussian() : null;
            }
            Long distinct = random.nextBoolean() ? (Long) random.nextLong() : null;
            rows.add(
                    new QueryRow(random.nextLong(), groups, random.nextLong(), QueryRow.Figures.of(numbers, distinct)));
        }
        return new QueryAnswer(rows, random.nextBoolean(), random.nextBoolean(), 0, random.nextLong());
    }

    @Test
    void anAnswerComesBackAsItWas() {
        for (int seed = 0; seed < 500; seed++) {
            QueryAnswer answer = random(new Random(seed));
            assertThat(AnswerCodec.decode(KEY, AnswerCodec.encode(KEY, answer)))
                    .as("seed %d", seed)
                    .isEqualTo(answer);
        }
    }

    @Test
    void whatIsCutFlippedOrLongerReadsAsNothing() {
        byte[] bytes = AnswerCodec.encode(KEY, random(new Random(3)));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(AnswerCodec.decode(KEY, Arrays.copyOf(bytes, length))).isNull();
        }
        assertThat(AnswerCodec.decode(KEY, Arrays.copyOf(bytes, bytes.length + 1)))
                .isNull();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(AnswerCodec.decode(KEY, flipped)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void theAnswerOfAnotherKeyAndOtherPeoplesBytesReadAsNothing() {
        byte[] other = KEY.clone();
        other[0] = 1;
        assertThat(AnswerCodec.decode(KEY, AnswerCodec.encode(other, random(new Random(1)))))
                .isNull();
        assertThat(AnswerCodec.decode(KEY, null)).isNull();
        Random random = new Random(9);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(AnswerCodec.decode(KEY, noise)).isNull();
        }
    }
}
