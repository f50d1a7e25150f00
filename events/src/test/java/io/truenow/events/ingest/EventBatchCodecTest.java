package io.truenow.events.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchCodecTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void readsBackWhatItWrote(long seed) {
        Random random = new Random(seed);
        List<Batches.Row> rows = Batches.random(random, random.nextInt(1500));
        EventBatch batch = Batches.batch(rows);

        byte[] stored = EventBatchCodec.encode(batch);
        EventBatch read = EventBatchCodec.decode(stored);

        assertThat(read.header()).isEqualTo(batch.header());
        assertThat(Batches.rows(read.events())).isEqualTo(rows);
        assertThat(Arrays.copyOf(read.events().contentHashes(), rows.size()))
                .isEqualTo(Arrays.copyOf(batch.events().contentHashes(), rows.size()));
        assertThat(EventBatchCodec.encode(read)).isEqualTo(stored);
    }

    @Test
    void keepsADictionaryOfEveryWidth() {
        for (int distinct : new int[] {1, 255, 256, 257, 65_535, 65_536}) {
            EventColumnsBuilder builder = new EventColumnsBuilder(distinct);
            byte[] name = Batches.utf8("k");
            for (int i = 0; i < distinct; i++) {
                byte[] value = Batches.utf8(Integer.toString(i));
                builder.beginRow();
                builder.id(value, 0, value.length);
                builder.setDimension(builder.dimension(name, 0, name.length), value, 0, value.length);
                builder.endRow();
            }
            EventBatch read =
                    EventBatchCodec.decode(EventBatchCodec.encode(new EventBatch(Batches.header(1), builder.build())));
            EventColumn.StringColumn column =
                    (EventColumn.StringColumn) read.events().columns().getFirst();
            assertThat(column.dictionary().size()).isEqualTo(distinct);
            assertThat(column.dictionary().text(column.codes()[distinct - 1]))
                    .isEqualTo(Integer.toString(distinct - 1));
        }
    }

    @Test
    void noticesEachChangedByte() {
        byte[] stored = EventBatchCodec.encode(Batches.batch(Batches.random(new Random(7), 20)));
        Random random = new Random(8);
        for (int i = 0; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> EventBatchCodec.decode(changed))
                    .as("byte %d", i)
                    .isInstanceOf(CorruptBatchException.class);
            for (int bit = 0; bit < 8 && i < EventBatchCodec.PREAMBLE; bit++) {
                byte[] flipped = stored.clone();
                flipped[i] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> EventBatchCodec.decode(flipped)).isInstanceOf(CorruptBatchException.class);
            }
        }
    }

    @Test
    void throwsNothingButCorruptionWhenTheChecksumOfNonsenseFits() {
        Random random = new Random(9);
        byte[] stored = EventBatchCodec.encode(Batches.batch(Batches.random(random, 30)));
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = stored.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                int at = random.nextBoolean() ? random.nextInt(200) : random.nextInt(changed.length);
                changed[at] = (byte) random.nextInt();
            }
            byte[] cut = random.nextInt(10) == 0 ? Arrays.copyOf(changed, 12 + random.nextInt(stored.length)) : changed;
            sign(cut);
            try {
                EventBatchCodec.decode(cut);
            } catch (CorruptBatchException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static void sign(byte[] stored) {
        CRC32C crc = new CRC32C();
        crc.update(stored, 0, EventBatchCodec.CHECKSUM_AT);
        crc.update(stored, EventBatchCodec.PREAMBLE, stored.length - EventBatchCodec.PREAMBLE);
        ByteWriter.putInt32(stored, EventBatchCodec.CHECKSUM_AT, (int) crc.getValue());
    }

    @Test
    void refusesEveryShorterForm() {
        byte[] stored = EventBatchCodec.encode(Batches.batch(GoldenFiles.oneEvent()));
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            if (length >= EventBatchCodec.PREAMBLE) {
                sign(cut);
            }
            assertThatThrownBy(() -> EventBatchCodec.decode(cut))
                    .as("%d bytes", cut.length)
                    .isInstanceOf(CorruptBatchException.class);
        }
        byte[] longer = Arrays.copyOf(stored, stored.length + 1);
        sign(longer);
        assertThatThrownBy(() -> EventBatchCodec.decode(longer)).isInstanceOf(CorruptBatchException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1-one-event.tneb", "v1-thousand-events.tneb", "v1-extension.tneb", "v1-no-rows.tneb"})
    void writesAndReadsTheGoldenFiles(String name) throws IOException {
        byte[] golden = golden(name);

        assertThat(GoldenFiles.written().get(name)).isEqualTo(golden);
        assertThat(EventBatchCodec.decode(golden)).isNotNull();
    }

    @Test
    void readsTheEventsOfTheGoldenFiles() throws IOException {
        assertThat(Batches.rows(
                        EventBatchCodec.decode(golden("v1-one-event.tneb")).events()))
                .isEqualTo(GoldenFiles.oneEvent());
        assertThat(Batches.rows(
                        EventBatchCodec.decode(golden("v1-extension.tneb")).events()))
                .isEqualTo(GoldenFiles.oneEvent());
        assertThat(Batches.rows(EventBatchCodec.decode(golden("v1-thousand-events.tneb"))
                        .events()))
                .isEqualTo(GoldenFiles.thousandEvents());
        assertThat(EventBatchCodec.decode(golden("v1-no-rows.tneb")).header().kind())
                .isEqualTo(BatchKind.TABLE_DROPPED);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EventBatchCodecTest.class.getResourceAsStream("/golden/" + name))) {
            return in.readAllBytes();
        }
    }
}
