package io.truenow.command.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEndScannerTest {

    private static final String LETTERS = "ab=,\" \\\n\t#\r1";

    /** Where lines end, byte by byte. */
    private static List<Integer> oneByOne(byte[] text) {
        LineEndScanner scanner = new LineEndScanner();
        List<Integer> ends = new ArrayList<>();
        for (int at = 0; at < text.length; at++) {
            if (scanner.ends(text[at])) {
                ends.add(at + 1);
            }
        }
        return ends;
    }

    /** The same over parts of any length, as a stream brings them. */
    private static List<Integer> inParts(byte[] text, Random random) {
        LineEndScanner scanner = new LineEndScanner();
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        while (at < text.length) {
            int to = Math.min(text.length, at + 1 + random.nextInt(30));
            while (at < to) {
                int end = scanner.next(text, at, to);
                if (end >= 0) {
                    ends.add(end);
                }
                at = end < 0 ? to : end;
            }
        }
        return ends;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void linesEndWhereTheyEndByteByByteHoweverTheStreamIsCut(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(120); i > 0; i--) {
                text.append(
                        random.nextInt(12) == 0
                                ? List.of("cpu,host=a v=1 17\n", "m s=\"a\nb\" 1\n", "# \"no\n")
                                        .get(random.nextInt(3))
                                : LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(inParts(utf8, random)).as("%s", text).isEqualTo(oneByOne(utf8));
        }
    }
}
