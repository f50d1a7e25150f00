package io.truenow.hottier.ids;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.ingest.ByteSlices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdPageTest {

    private static final int MANY = 3_000;

    private static ByteSlices slices(List<String> ids) {
        List<byte[]> utf8 =
                ids.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toList();
        int[] offsets = new int[ids.size() + 1];
        byte[] bytes = new byte[utf8.stream().mapToInt(id -> id.length).sum() + 5];
        for (int i = 0; i < ids.size(); i++) {
            System.arraycopy(utf8.get(i), 0, bytes, offsets[i], utf8.get(i).length);
            offsets[i + 1] = offsets[i] + utf8.get(i).length;
        }
        return new ByteSlices(bytes, offsets, ids.size());
    }

    private static List<String> ids(IntFunction<String> id) {
        return IntStream.range(0, MANY).mapToObj(id).toList();
    }

    private static IdPage held(List<String> ids) {
        ByteSlices slices = slices(ids);
        IdPage page = IdPage.compact(slices);
        assertThat(page.size()).isEqualTo(ids.size());
        assertThat(page.slices()).isEqualTo(slices);
        for (int i = 0; i < ids.size(); i++) {
            byte[] utf8 = ("x" + ids.get(i)).getBytes(StandardCharsets.UTF_8);
            assertThat(page.text(i)).isEqualTo(ids.get(i));
            assertThat(page.matches(i, utf8, 1, utf8.length - 1)).isTrue();
            assertThat(page.matches(i, utf8, 0, utf8.length)).isFalse();
            assertThat(page.matches(i, utf8, 1, utf8.length - 2)).isFalse();
            int other = (i * 31 + 7) % ids.size();
            if (!ids.get(other).equals(ids.get(i))) {
                byte[] others = ids.get(other).getBytes(StandardCharsets.UTF_8);
                assertThat(page.matches(i, others, 0, others.length)).isFalse();
            }
        }
        return page;
    }

    private static double bytesEach(IdPage page) {
        return (double) page.heapBytes() / page.size();
    }

    @Test
    void numbersBehindATextTakeTheBitsOfTheirRange() {
        IdPage page = held(ids(i -> "e" + (999_000 + i * 7 % MANY)));
        assertThat(page).isInstanceOf(NumberedIds.class);
        assertThat(bytesEach(page)).isLessThan(2);
    }

    @Test
    void uuidsTakeTheBitsThatAreRandom() {
        Random random = new Random(1);
        IdPage page = held(ids(
                i -> new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63).toString()));
        assertThat(page).isInstanceOf(PackedIds.class);
        assertThat(bytesEach(page)).isLessThan(16);
    }

    @Test
    void textsOfOneLengthTakeTheBitsOfTheirLetters() {
        assertThat(held(ids(i -> String.format("evt-%09d", i)))).isInstanceOf(PackedIds.class);
        assertThat(held(ids(i -> String.format("%032x", i * 0x9E3779B97F4A7C15L))))
                .isInstanceOf(PackedIds.class);
    }

    @Test
    void whatDoesNotFitStaysAsItIs() {
        assertThat(held(List.of("e1", "e01"))).isInstanceOf(PlainIds.class);
        assertThat(held(List.of("e1", "e1234567890123456789"))).isInstanceOf(PlainIds.class);
        assertThat(held(List.of("e1", "f2", "e"))).isInstanceOf(PlainIds.class);
        assertThat(held(List.of())).isInstanceOf(PlainIds.class);
        held(List.of("7"));
        held(List.of("0", "10", "999999999999999999"));
        held(List.of("ä1", "ä2", "ä30"));
        held(List.of("same", "same"));
        held(List.of("n", "n1"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyIdsComeBackAsTheyWentIn(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int form = random.nextInt(5);
            String letters = List.of("0123456789", "0123456789abcdef", "01", "aä€😀", "abcXYZ-_.")
                    .get(random.nextInt(5));
            int[] points = letters.codePoints().toArray();
            List<String> ids = new ArrayList<>();
            int length = random.nextInt(20);
            for (int i = 0; i < random.nextInt(40); i++) {
                StringBuilder id = new StringBuilder(form > 2 ? "id-" : "");
                int own = form % 2 == 0 ? length : random.nextInt(20);
                for (int c = 0; c < own; c++) {
                    id.appendCodePoint(points[random.nextInt(points.length)]);
                }
                ids.add(id.toString());
            }
            held(ids);
        }
    }
}
