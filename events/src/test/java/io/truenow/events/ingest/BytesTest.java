package io.truenow.events.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {

    private static final int LONGEST = 40;

    @Test
    void rangesAreEqualWhenTheirBytesAreWhereverTheyStand() {
        Random random = new Random(7);
        for (int length = 0; length <= LONGEST; length++) {
            for (int round = 0; round < 200; round++) {
                byte[] a = new byte[LONGEST + 8];
                byte[] b = new byte[LONGEST + 8];
                random.nextBytes(a);
                int aFrom = random.nextInt(8);
                int bFrom = random.nextInt(8);
                System.arraycopy(a, aFrom, b, bFrom, length);
                assertThat(Bytes.equal(a, aFrom, b, bFrom, length)).isTrue();
                assertThat(Bytes.placeHash(a, aFrom, length)).isEqualTo(Bytes.placeHash(b, bFrom, length));
                if (length > 0) {
                    b[bFrom + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                    assertThat(Bytes.equal(a, aFrom, b, bFrom, length)).isFalse();
                }
            }
        }
    }

    @Test
    void theFirstPlaceOfAByteIsFound() {
        Random random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(LONGEST) + 1];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(4) * 0x7F + random.nextInt(3) - 1);
            }
            byte value = (byte) (random.nextInt(4) * 0x7F + random.nextInt(3) - 1);
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = -1;
            for (int i = to - 1; i >= from; i--) {
                expected = bytes[i] == value ? i : expected;
            }
            assertThat(Bytes.indexOf(value, bytes, from, to)).isEqualTo(expected);
        }
    }

    @Test
    void shortTextsOfOneKindSpreadOverATable() {
        int texts = 1 << 14;
        int[] users = new int[1 << 15];
        for (int i = 0; i < texts; i++) {
            byte[] text = ("user-" + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            users[Bytes.placeHash(text, 0, text.length) & users.length - 1]++;
        }
        assertThat(Arrays.stream(users).max().orElseThrow()).isLessThan(12);
        assertThat(Arrays.stream(users).filter(n -> n > 0).count()).isGreaterThan(texts / 2);
    }
}
