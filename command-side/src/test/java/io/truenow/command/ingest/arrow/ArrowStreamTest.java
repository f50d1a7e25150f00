package io.truenow.command.ingest.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Rejection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of another writer become the events that it says; damaged and hostile ones are refused and cost nothing. */
class ArrowStreamTest {

    private static void refuses(byte[] stream, ErrorCode code, String text) {
        assertThatThrownBy(() -> Streams.read(stream))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"types", "small-pyarrow"})
    void everyTypeThatHasAColumnArrives(String name) throws IOException {
        Streams.Read read = Streams.read(Streams.file(name + ".arrows"));

        assertThat(read.rows()).isEqualTo(Streams.expected(name + ".expected.ndjson"));
        assertThat(read.blocks()).allMatch(b -> b.rejected() == 0);
        assertThat(read.position()).isEqualTo(read.rows().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"large-lz4", "large-zstd"})
    void packedBuffersOfSeveralBlocksArrive(String name) throws IOException {
        List<Streams.Row> rows = Streams.read(Streams.file(name + ".arrows")).rows();

        assertThat(rows).hasSize(9000);
        assertThat(rows.subList(0, 20)).isEqualTo(Streams.expected("small-pyarrow.expected.ndjson"));
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> values = rows.get(i).values();
            assertThat(rows.get(i).id()).isEqualTo("event-%07d".formatted(i));
            assertThat(values.get("value")).isEqualTo(i % 7 == 0 ? null : i / 8.0);
            assertThat(values.get("region")).isEqualTo(new String[] {"nord", "süd", "東", null}[i % 4]);
            assertThat(values.get("amount")).isEqualTo((i * 25 - 1000) / 100.0);
            assertThat(values.get("wide")).isEqualTo(i * 1_000_000.0);
        }
    }

    @Test
    void dictionariesAreReplacedAndGrow() throws IOException {
        List<String> replaced = new ArrayList<>();
        Streams.read(Streams.file("dictionary-replaced.arrows")).rows().forEach(r -> replaced.add(r.id() + r.values()));
        List<String> grown = new ArrayList<>();
        Streams.read(Streams.file("dictionary-delta.arrows")).rows().forEach(r -> grown.add(r.id() + r.values()));

        assertThat(replaced).containsExactly("a{w=x}", "b{w=y}", "c{w=q}", "d{}");
        assertThat(grown).containsExactly("a{w=x}", "b{w=y}", "c{w=q}", "d{w=x}");
    }

    @Test
    void aTimeBeyondTheCalendarRefusesItsRow() throws IOException {
        Streams.Read read = Streams.read(Streams.file("beyond-calendar.arrows"));

        assertThat(read.rows()).hasSize(1);
        assertThat(read.rows().getFirst().values()).isEqualTo(Map.of("at", "1970-01-01T00:00:00"));
        assertThat(read.blocks().getFirst().rejections())
                .extracting(Rejection::index, Rejection::code, Rejection::pointer)
                .containsExactly(Tuple.tuple(0, ErrorCode.INVALID_VALUE, "/0/at"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void batchesAreCutIntoBlocks(int rows) throws IOException {
        ArrowSettings limits = new ArrowSettings(1 << 20, 1 << 20, rows);
        Streams.Read read = Streams.read(Streams.file("types.arrows"), limits, "ns", "t");

        assertThat(read.rows()).isEqualTo(Streams.expected("types.expected.ndjson"));
        assertThat(read.blocks()).allMatch(b -> b.received() <= rows);
        assertThat(read.blocks().getLast().parts().getFirst().indexes()[0]).isLessThanOrEqualTo(7);
    }

    @Test
    void rowsWithoutIdsAreNamedByTheirContent() throws IOException {
        Streams.Read read = Streams.read(Streams.file("without-ids.arrows"), ArrowSettings.DEFAULT, null, null);
        Streams.Read again = Streams.read(Streams.file("without-ids.arrows"));

        assertThat(read.blocks().getFirst().parts().getFirst().table().path()).contains("from_metadata");
        List<String> ids = read.rows().stream().map(Streams.Row::id).toList();
        assertThat(ids).hasSize(4).allMatch(id -> id.length() == 22);
        assertThat(ids.get(0)).isEqualTo(ids.get(2));
        assertThat(ids.stream().distinct()).hasSize(3);
        assertThat(again.rows().stream().map(Streams.Row::id)).isEqualTo(ids);
        assertThat(read.rows().get(3).values()).isEqualTo(Map.of("host", "ç"));
    }

    @Test
    void badRowsAreRefusedAloneAndNamed() throws IOException {
        Streams.Read read = Streams.read(Streams.file("rough.arrows"));

        assertThat(read.rows().stream().map(Streams.Row::id)).containsExactly("ok-1", "ok-2");
        assertThat(read.blocks().getFirst().rejections())
                .extracting(Rejection::index, Rejection::code, Rejection::pointer)
                .containsExactly(
                        Tuple.tuple(1, ErrorCode.INVALID_EVENT, "/1/event_id"),
                        Tuple.tuple(2, ErrorCode.INVALID_EVENT, "/2/event_id"),
                        Tuple.tuple(3, ErrorCode.INVALID_TIME, "/3/event_time"),
                        Tuple.tuple(4, ErrorCode.INVALID_NUMBER, "/4/n"),
                        Tuple.tuple(5, ErrorCode.INVALID_NUMBER, "/5/x"),
                        Tuple.tuple(6, ErrorCode.INVALID_NUMBER, "/6/x"),
                        Tuple.tuple(7, ErrorCode.INVALID_TIME, "/7/event_time"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "binary", "struct", "time", "duration", "map"})
    void typesWithoutAColumnAreRefusedByName(String type) throws IOException {
        refuses(
                Streams.file("refused-" + type + ".arrows"),
                ErrorCode.INVALID_ARROW,
                "The column [values] has the type " + type);
    }

    @Test
    void aStreamWithoutATableIsRefused() throws IOException {
        byte[] stream = Streams.file("types.arrows");

        assertThatThrownBy(() -> Streams.read(stream, ArrowSettings.DEFAULT, null, "t"))
                .hasMessageContaining("names no namespace");
        assertThatThrownBy(() -> Streams.read(stream, ArrowSettings.DEFAULT, "ns", null))
                .hasMessageContaining("names no table");
        assertThatThrownBy(() -> Streams.read(stream, ArrowSettings.DEFAULT, "sys", "t"))
                .hasMessageContaining("not legal");
    }

    @Test
    void whatIsNoStreamIsRefusedInASentence() {
        refuses(new byte[0], ErrorCode.INVALID_ARROW, "empty");
        refuses("ARROW1\0\0".getBytes(StandardCharsets.US_ASCII), ErrorCode.INVALID_ARROW, "Arrow file");
        refuses("{\"a\":1}".getBytes(StandardCharsets.US_ASCII), ErrorCode.TOO_LARGE, "description");
    }

    @Test
    void madeUpLengthsCostNothing() throws IOException {
        byte[] metadata = Streams.file("types.arrows").clone();
        ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN).putInt(4, Integer.MAX_VALUE);
        byte[] negative = Streams.file("types.arrows").clone();
        ByteBuffer.wrap(negative).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -8);

        refuses(metadata, ErrorCode.TOO_LARGE, "more than [4194304] bytes");
        refuses(negative, ErrorCode.INVALID_ARROW, "negative");
    }

    @Test
    void aBatchThatUnpacksBeyondTheLimitIsRefused() throws IOException {
        ArrowSettings limits = new ArrowSettings(400_000, 1 << 20, 100);
        for (String name : List.of("large-lz4", "large-zstd")) {
            assertThat(Streams.file(name + ".arrows").length).isLessThan(400_000);
            byte[] stream = Streams.file(name + ".arrows");
            assertThatThrownBy(() -> Streams.read(stream, limits, "ns", "t"))
                    .isInstanceOfSatisfying(
                            TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
        }
    }

    @Test
    void aStreamThatIsCutAnywhereGivesWholeBatchesOnly() throws IOException {
        byte[] stream = Streams.file("types.arrows");
        List<Streams.Row> all = Streams.expected("types.expected.ndjson");
        for (int length = 0; length < stream.length; length += 7) {
            try {
                List<Streams.Row> rows =
                        Streams.read(Arrays.copyOf(stream, length)).rows();
                assertThat(rows).as("length %d", length).isEqualTo(all.subList(0, rows.size()));
            } catch (TrueNowException e) {
                assertThat(e.code()).as("length %d", length).isEqualTo(ErrorCode.INVALID_ARROW);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"types", "small-pyarrow", "dictionary-delta", "without-ids", "rough"})
    void damagedStreamsAreRefusedAndNeverThrowAnythingElse(String name) throws IOException {
        byte[] stream = Streams.file(name + ".arrows");
        Random random = new Random(name.hashCode());
        ArrowSettings limits = new ArrowSettings(1 << 20, 1 << 20, 3);
        int refused = 0;
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = stream.clone();
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                int at = random.nextInt(damaged.length);
                damaged[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (random.nextInt(3) - 1);
            }
            try {
                Streams.read(damaged, limits, "ns", "t");
            } catch (TrueNowException e) {
                refused++;
                assertThat(e.code())
                        .as("%s round %d: %s", name, round, e)
                        .isIn(ErrorCode.INVALID_ARROW, ErrorCode.TOO_LARGE, ErrorCode.INVALID_NAME);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + " round " + round, e);
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"large-lz4", "large-zstd"})
    void damagedPackedStreamsAreRefusedAndNeverThrowAnythingElse(String name) throws IOException {
        byte[] stream = Streams.file(name + ".arrows");
        Random random = new Random(name.hashCode());
        for (int round = 0; round < 20; round++) {
            byte[] damaged = stream.clone();
            for (int k = 0; k < 5; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                Streams.read(damaged);
            } catch (TrueNowException e) {
                assertThat(e.code())
                        .as("%s round %d: %s", name, round, e)
                        .isIn(ErrorCode.INVALID_ARROW, ErrorCode.TOO_LARGE, ErrorCode.INVALID_NAME);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + " round " + round, e);
            }
        }
    }
}
