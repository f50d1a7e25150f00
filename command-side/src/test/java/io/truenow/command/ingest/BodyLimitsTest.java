package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitsTest {

    private static final IngestSettings.Body LIMITS = new IngestSettings.Body(1000, 100, 300, 5, 200, 1 << 20, 10);

    private final BodyBuffers buffers = new BodyBuffers(4);
    private final ByteBudget budget = new ByteBudget(4 << 20);

    private static void assertRefused(ThrowingCallable work, ErrorCode code) {
        assertThatThrownBy(work).isInstanceOfSatisfying(TrueNowException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    /** A stream that gives a few bytes a time. */
    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1 + random.nextInt(90)));
            }
        };
    }

    @Test
    void takesABodyUpToItsLimitAndNotAByteMore() throws IOException {
        try (BodyReader reader = new BodyReader(buffers, budget, 1000)) {
            reader.read(dripping(new byte[1000], new Random(1)), -1);
            assertThat(reader.length()).isEqualTo(1000);
            assertThat(budget.taken()).isPositive();
        }
        assertRefused(
                () -> new BodyReader(buffers, budget, 1000).read(dripping(new byte[1001], new Random(1)), -1),
                ErrorCode.TOO_LARGE);
        assertRefused(
                () -> new BodyReader(buffers, budget, 1000).read(new ByteArrayInputStream(new byte[0]), 1001),
                ErrorCode.TOO_LARGE);
    }

    @Test
    void shedsBodiesBeyondTheBudgetAndGivesBackWhatItTook() throws IOException {
        ByteBudget small = new ByteBudget(20_000);
        try (BodyReader first = new BodyReader(buffers, small, 1 << 20)) {
            first.read(new ByteArrayInputStream(new byte[100]), -1);
            BodyReader second = new BodyReader(buffers, small, 1 << 20);
            assertRefused(() -> second.read(new ByteArrayInputStream(new byte[50_000]), -1), ErrorCode.OVERLOADED);
            second.close();
        }
        assertThat(small.taken()).isZero();
    }

    @Test
    void anArrayOfAPastBodyShowsNothingOfItInTheNext() throws IOException {
        byte[] first = new byte[300_000];
        new Random(1).nextBytes(first);
        try (BodyReader reader = new BodyReader(buffers, budget, 1 << 20)) {
            reader.read(new ByteArrayInputStream(first), first.length);
            assertThat(Arrays.copyOf(reader.bytes(), reader.length())).isEqualTo(first);
        }
        assertThat(buffers.bytes()).isBetween(300_000L, 400_000L);
        byte[] second = new byte[200_001];
        new Random(2).nextBytes(second);
        try (BodyReader reader = new BodyReader(buffers, budget, 1 << 20)) {
            reader.read(dripping(second, new Random(3)), -1);
            assertThat(Arrays.copyOf(reader.bytes(), reader.length())).isEqualTo(second);
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void noMoreArraysAreKeptThanWereAgreedAndNoLargeOne() {
        for (int i = 0; i < 10; i++) {
            buffers.giveBack(new byte[BodyBuffers.LARGEST]);
            buffers.giveBack(new byte[BodyBuffers.LARGEST + 1]);
        }
        assertThat(buffers.bytes()).isEqualTo(4L * BodyBuffers.LARGEST);
    }

    /** Lines of which some are long and the last may lack its end. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(i)
                    .append("x".repeat(random.nextInt(random.nextInt(10) == 0 ? 250 : 20)))
                    .append('\n');
        }
        return text.append(random.nextBoolean() ? "last" : "").toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void cutsAStreamIntoBlocksOfWholeLines(long seed) throws IOException {
        Random random = new Random(seed);
        String text = text(random);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder joined = new StringBuilder();
        List<Integer> sizes = new ArrayList<>();
        try (Lines blocks = new Lines(dripping(bytes, random))) {
            while (blocks.next()) {
                String block = blocks.text();
                joined.append(block);
                sizes.add(block.length());
                assertThat(block.lines().count()).isLessThanOrEqualTo(5);
                assertThat(block.endsWith("\n") || joined.length() == bytes.length)
                        .isTrue();
            }
        }
        assertThat(joined.toString()).isEqualTo(text);
        assertThat(sizes).allMatch(size -> size < 200 + 260);
        assertThat(budget.taken()).isZero();
    }

    /** A stream during whose reads the lines that have come may be cut off. */
    private static InputStream cutting(InputStream in, Random random, Runnable cut) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                if (random.nextBoolean()) {
                    cut.run();
                }
                return super.read(target, from, length);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void cutsWhatCameBetweenReadsAndGoesOnBehindIt(long seed) throws IOException {
        Random random = new Random(seed);
        String text = text(random);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder joined = new StringBuilder();
        List<Lines> reader = new ArrayList<>();
        InputStream body = cutting(dripping(bytes, random), random, () -> {
            Lines waiting = reader.getFirst();
            if (waiting.holdsWhole()) {
                waiting.cut();
                assertThat(waiting.text()).endsWith("\n").hasSize(waiting.blockBytes());
                joined.append(waiting.text());
                assertThat(waiting.holdsWhole()).isFalse();
            }
        });
        try (Lines blocks = new Lines(body)) {
            reader.add(blocks);
            while (blocks.next()) {
                joined.append(blocks.text());
            }
        }
        assertThat(joined.toString()).isEqualTo(text);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void refusesALineThatIsTooLong() {
        byte[] bytes = ("a\n" + "x".repeat(400)).getBytes(StandardCharsets.UTF_8);
        LineBlocks blocks = new Lines(new ByteArrayInputStream(bytes));

        assertRefused(blocks::next, ErrorCode.TOO_LARGE);
    }

    /** Lines that end with a line feed. */
    private final class Lines extends LineBlocks {
        Lines(InputStream in) {
            super(in, LIMITS, budget);
        }

        @Override
        protected int lineEnd(byte[] bytes, int from, int to) {
            for (int at = from; at < to; at++) {
                if (bytes[at] == '\n') {
                    return at + 1;
                }
            }
            return -1;
        }

        /** The lines of the block. */
        String text() {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < lines(); line++) {
                int from = lineFrom(line);
                text.append(new String(bytes(), from, lineTo(line) - from, StandardCharsets.UTF_8));
            }
            return text.toString();
        }

        @Override
        public DecodedEvents decode() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }
    }
}
