package io.truenow.hottier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameTest {

    private static byte[] file() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter out = new FrameWriter(bytes, 77, 1);
        out.int8(200);
        out.text("日本");
        for (int i = 0; i < 20_000; i++) {
            out.int64(i);
        }
        out.int16s(new short[] {-1, 2}, 2);
        out.finish();
        return bytes.toByteArray();
    }

    private static void read(byte[] file) throws IOException {
        FrameReader in = new FrameReader(new ByteArrayInputStream(file), 77, 1);
        assertThat(in.int8()).isEqualTo(200);
        assertThat(in.text()).isEqualTo("日本");
        for (int i = 0; i < 20_000; i++) {
            assertThat(in.int64()).isEqualTo(i);
        }
        assertThat(in.int16s(2)).containsExactly(-1, 2);
        in.finish();
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        read(file());
    }

    @Test
    void everyFlippedBitAndEveryCutIsFound() throws IOException {
        byte[] file = file();
        for (int at = 0; at < file.length; at += at < 32 || at > file.length - 16 ? 1 : 1_009) {
            byte[] flipped = file.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            assertThatThrownBy(() -> read(flipped)).isInstanceOf(CorruptFileException.class);
            byte[] torn = Arrays.copyOf(file, at);
            assertThatThrownBy(() -> read(torn)).isInstanceOf(CorruptFileException.class);
        }
    }

    @Test
    void anotherKindOrVersionIsRefused() throws IOException {
        byte[] file = file();
        assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(file), 78, 1))
                .hasMessageContaining("kind");
        ByteArrayOutputStream newer = new ByteArrayOutputStream();
        new FrameWriter(newer, 77, 2).finish();
        assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(newer.toByteArray()), 77, 1))
                .hasMessageContaining("version [2]");
        assertThat(new FrameReader(new ByteArrayInputStream(file), 77, 2).version())
                .isEqualTo(1);
    }
}
