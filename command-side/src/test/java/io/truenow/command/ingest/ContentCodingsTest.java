package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingsTest {

    private static final int RATIO = 100;

    private final ByteBudget budget = new ByteBudget(64 << 20);
    private final Random random = new Random(7);

    private static byte[] packed(String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing(coding, bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static OutputStream packing(String coding, OutputStream out) throws IOException {
        return switch (coding) {
            case "gzip" -> new GZIPOutputStream(out);
            case "zstd" -> new ZstdOutputStreamNoFinalizer(out);
            case "deflate" -> new DeflaterOutputStream(out);
            default -> throw new IllegalArgumentException(coding);
        };
    }

    /** Gives a few bytes a time, as a slow connection does. */
    private InputStream dripping(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1 + random.nextInt(90)));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private byte[] unpacked(@Nullable String header, byte[] bytes) throws IOException {
        try (InputStream in = ContentCodings.of(header).open(dripping(bytes), RATIO, budget)) {
            return in.readAllBytes();
        } finally {
            assertThat(budget.taken()).isZero();
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal(String header, byte[] bytes, ErrorCode code) {
        return assertThatThrownBy(() -> unpacked(header, bytes))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(26));
        }
        return text;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "deflate"})
    void unpacksWhatWasPacked(String coding) throws IOException {
        byte[] plain = text(300_000);

        assertThat(unpacked(coding, packed(coding, plain))).isEqualTo(plain);
        assertThat(unpacked(" " + coding.toUpperCase(java.util.Locale.ROOT) + " ", packed(coding, plain)))
                .isEqualTo(plain);
        assertThat(unpacked(coding, packed(coding, new byte[0]))).isEmpty();
    }

    @Test
    void undoesSeveralCodingsInTheReverseOfTheirOrder() throws IOException {
        byte[] plain = text(50_000);
        byte[] twice = packed("zstd", packed("gzip", plain));

        assertThat(unpacked("gzip, zstd", twice)).isEqualTo(plain);
        assertThat(unpacked("identity,gzip,,zstd", twice)).isEqualTo(plain);
        assertThat(unpacked("x-gzip, deflate, zstd", packed("zstd", packed("deflate", packed("gzip", plain)))))
                .isEqualTo(plain);
        refusal("zstd, gzip", twice, ErrorCode.INVALID_ENCODING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "identity, identity"})
    void leavesAPlainBodyAlone(String header) throws IOException {
        assertThat(ContentCodings.of(header).isPlain()).isTrue();
        assertThat(unpacked(header, new byte[] {1, 2})).containsExactly(1, 2);
        assertThat(unpacked(null, new byte[] {1, 2})).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, compress", "aes128gcm", "gzip gzip", "gzip,gzip,gzip,gzip,gzip"})
    void refusesACodingThatItDoesNotKnow(String header) {
        refusal(header, new byte[0], ErrorCode.UNSUPPORTED_ENCODING).hasMessageContaining("content encoding");
    }

    @Test
    void readsDeflateWithoutItsWrappingToo() throws IOException {
        byte[] plain = text(100_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            out.write(plain);
        }

        assertThat(unpacked("deflate", bytes.toByteArray())).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void readsOneMemberAfterTheOther(String coding) throws IOException {
        byte[] first = text(1000);
        byte[] second = text(40_000);

        assertThat(unpacked(coding, joined(packed(coding, first), packed(coding, second))))
                .isEqualTo(joined(first, second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "deflate"})
    void namesABodyThatIsCutOffWhereverItIsCut(String coding) throws IOException {
        byte[] whole = packed(coding, text(2000));

        for (int length = 1; length < whole.length; length += 1 + random.nextInt(20)) {
            byte[] cut = Arrays.copyOf(whole, length);
            refusal(coding, cut, ErrorCode.INVALID_ENCODING).hasMessage("The " + coding + " body is cut off.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "deflate"})
    void refusesWhatIsNotPackedThatWay(String coding) {
        byte[] plain = "{\"events\":[{\"event_id\":\"1\"}]}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        refusal(coding, plain, ErrorCode.INVALID_ENCODING).hasMessageContaining("not well-formed " + coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "deflate"})
    void neverTakesWhatFollowsForTheEnd(String coding) throws IOException {
        byte[] whole = packed(coding, text(2000));

        for (int length = 1; length < 60; length++) {
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);
            refusal(coding, joined(whole, garbage), ErrorCode.INVALID_ENCODING);
            refusal(coding, joined(whole, new byte[length]), ErrorCode.INVALID_ENCODING);
        }
        byte[] damaged = joined(whole, whole);
        damaged[whole.length + 2] ^= 0x40;
        refusal(coding, damaged, ErrorCode.INVALID_ENCODING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "deflate", "gzip,zstd", "gzip,gzip,gzip"})
    void stopsABombWhileItUnpacks(String header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream out = bytes;
        String[] codings = header.split(",", -1);
        for (int i = codings.length - 1; i >= 0; i--) {
            out = packing(codings[i], out);
        }
        for (int i = 0; i < 200; i++) {
            out.write(new byte[1 << 20]);
        }
        out.close();
        long read = 0;
        try (InputStream bomb =
                ContentCodings.of(header).open(new ByteArrayInputStream(bytes.toByteArray()), RATIO, budget)) {
            byte[] buffer = new byte[8192];
            while (true) {
                read += bomb.read(buffer, 0, buffer.length);
            }
        } catch (TrueNowException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
        }
        assertThat(read).isLessThan(16 << 20);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void countsWhatUnpackingKeepsInMemoryAgainstTheBudget() throws IOException {
        byte[] bytes = packed("zstd", text(9 << 20));
        ByteBudget small = new ByteBudget(2 << 20);

        assertThatThrownBy(() -> {
                    try (InputStream in =
                            ContentCodings.of("zstd").open(new ByteArrayInputStream(bytes), RATIO, small)) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                })
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(small.taken()).isZero();
        try (InputStream in = ContentCodings.of("zstd").open(new ByteArrayInputStream(bytes), RATIO, budget)) {
            in.transferTo(OutputStream.nullOutputStream());
            assertThat(budget.taken()).isEqualTo(8 << 20);
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void refusesAWindowBeyondEightMebibytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer out = new ZstdOutputStreamNoFinalizer(bytes)) {
            out.setLong(25);
            out.write(text(1 << 20));
        }

        refusal("zstd", bytes.toByteArray(), ErrorCode.INVALID_ENCODING)
                .satisfies(e -> assertThat(((TrueNowException) e).hint()).contains("8388608"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "deflate", "gzip,zstd"})
    void passesOnThatTheConnectionBroke(String header) throws IOException {
        byte[] whole = packed("gzip", text(1000));
        InputStream broken = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == whole.length) {
                    throw new IOException("Connection reset");
                }
                return whole[at++] & 0xFF;
            }
        };
        if (header.equals("gzip")) {
            assertThatThrownBy(() -> ContentCodings.of(header)
                            .open(broken, RATIO, budget)
                            .readAllBytes())
                    .as("not taken for the end behind a member")
                    .hasMessage("Connection reset");
        }
        InputStream dead = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        };
        assertThatThrownBy(() ->
                        ContentCodings.of(header).open(dead, RATIO, budget).readAllBytes())
                .hasMessage("Connection reset");
    }
}
