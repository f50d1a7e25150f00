package io.truenow.command.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.events.error.TrueNowException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded: points survive writing and reading, in pieces of any size; damaged lines never throw and leave no half row. */
class LineProtocolRandomTest {

    private static final String[] PIECES = {
        "a", "b", "Z", "0", "9", " ", ",", "=", "\"", "\\", "#", "-", "ä", "東", "🌦", "\n", "\r", "i", "t", "."
    };
    private static final IngestSettings SMALL_BLOCKS =
            IngestSettings.defaults().withBody(new IngestSettings.Body(1, 1, 100_000, 1, 300, 1 << 30, 1000));

    private final List<String> lines = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    private void generate(Random random, int count) {
        for (int i = 0; i < count; i++) {
            SortedMap<String, String> tags = new TreeMap<>();
            for (int k = random.nextInt(4); k > 0; k--) {
                tags.put(name(random), tagValue(random));
            }
            Event event = new Event(
                    "m" + random.nextInt(3),
                    Lines.NOW - random.nextInt(1_000_000_000),
                    new TreeMap<>(tags),
                    new TreeMap<>());
            for (int k = random.nextInt(3); k > 0; k--) {
                event.dimensions().putIfAbsent(name(random), text(random, 20));
            }
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                event.metrics().put(name(random) + "m", number(random));
            }
            events.add(event);
            lines.add(Lines.line(event, tags));
        }
    }

    /** A name without control characters that does not end in a backslash, which the grammar cannot write. */
    private static String name(Random random) {
        return text(random, 6).replace("\n", "").replace("\r", "") + "x";
    }

    private static String tagValue(Random random) {
        return text(random, 8).replace("\n", "") + "y";
    }

    private static String text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static double number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1000);
            case 1 -> random.nextDouble();
            case 2 -> random.nextLong() * 1e-3;
            default -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(any) ? any : 0.5;
            }
        };
    }

    private static List<Event> sorted(List<Event> events) {
        return events.stream().sorted(Comparator.comparing(Event::toString)).toList();
    }

    /** A stream that gives its bytes in pieces of random size. */
    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1 + random.nextInt(60)));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsRead(long seed) throws IOException {
        Random random = new Random(seed);
        generate(random, 300);
        byte[] body = String.join(random.nextBoolean() ? "\n" : "\r\n", lines).getBytes(StandardCharsets.UTF_8);

        List<Event> read = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        int received = 0;
        int blocks = 0;
        for (DecodedEvents block : Lines.decode(dripping(body, random), "ns", SMALL_BLOCKS, "r")) {
            assertThat(block.rejections()).as("seed %d", seed).isEmpty();
            received += block.received();
            blocks++;
            read.addAll(Event.of(block));
            ids.addAll(Event.ids(block));
        }

        assertThat(received).isEqualTo(300);
        assertThat(blocks).as("blocks of about 300 bytes").isGreaterThan(20);
        assertThat(sorted(read)).as("seed %d", seed).isEqualTo(sorted(events));
        List<String> whole = Event.ids(Lines.decode(body, "ns"));
        assertThat(ids).containsExactlyInAnyOrderElementsOf(whole).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void damagedLinesAreRefusedOneByOneAndLeaveNothingBehind(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            lines.clear();
            events.clear();
            generate(random, 6);
            byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                damage(body, random);
            }
            List<DecodedEvents> blocks;
            try {
                blocks = Lines.decode(dripping(body, random), "ns", SMALL_BLOCKS, "r");
            } catch (TrueNowException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
            for (DecodedEvents block : blocks) {
                List<Event> read = Event.of(block);
                assertThat(block.received())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(read.size() + block.rejected());
                for (Event event : read) {
                    // A line without fields is none, so a row without values would be half of one.
                    assertThat(event.dimensions().size() + event.metrics().size())
                            .as("seed %d round %d: %s", seed, round, event)
                            .isPositive();
                }
            }
        }
    }

    private static void damage(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        switch (random.nextInt(4)) {
            case 0 -> body[at] = (byte) random.nextInt(256);
            case 1 -> body[at] = (byte) " ,=\"\\\n#it".charAt(random.nextInt(9));
            case 2 -> body[at] ^= (byte) (1 << random.nextInt(8));
            default -> {
                int from = random.nextInt(body.length);
                int length = Math.min(random.nextInt(20), body.length - Math.max(from, at));
                System.arraycopy(body, from, body, at, length);
            }
        }
    }
}
