package io.truenow.events.access;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key: {@code ttd_live_} and 64 hexadecimal digits in lower case.
 *
 * <pre>
 * ttd_live_ 0123456789abcdef 0123456789abcdef0123456789abcdef01234567 01234567
 *           handle, 64 bits  secret, 160 bits                         CRC32C of all before it
 * </pre>
 *
 * The handle is public: it finds the key and names it on screens. The checksum refuses a mistyped key before anything is looked up. Immutable.
 */
public final class ApiKeyText {

    /** What every key begins with; scanners for leaked secrets know keys by it. */
    public static final String PREFIX = "ttd_live_";

    /** Random bytes that a key is made of. */
    public static final int RANDOM_BYTES = 28;

    private static final int HANDLE_DIGITS = 16;
    private static final int DIGITS = 64;
    private static final int CHECKSUM_DIGITS = 8;
    private static final HexFormat HEX = HexFormat.of();

    private final String text;

    private ApiKeyText(String text) {
        this.text = text;
    }

    /** A new key. */
    public static ApiKeyText generate(Consumer<byte[]> random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.accept(bytes);
        String body = PREFIX + HEX.formatHex(bytes);
        return new ApiKeyText(body + checksum(body));
    }

    /** The key, if the text has the form of one and its checksum is right. */
    public static Optional<ApiKeyText> parse(@Nullable String text) {
        if (text == null || text.length() != PREFIX.length() + DIGITS || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return Optional.empty();
            }
        }
        int end = text.length() - CHECKSUM_DIGITS;
        return checksum(text.substring(0, end)).equals(text.substring(end))
                ? Optional.of(new ApiKeyText(text))
                : Optional.empty();
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return HEX.toHexDigits((int) crc.getValue());
    }

    /** The public part behind the prefix. */
    public String handle() {
        return text.substring(PREFIX.length(), PREFIX.length() + HANDLE_DIGITS);
    }

    /** What is kept of the key. */
    public KeySecret secret() {
        return KeySecret.of(handle(), text);
    }

    /** The whole key, for the one answer that shows it. */
    public String reveal() {
        return text;
    }

    /** The public part only. */
    @Override
    public String toString() {
        return PREFIX + handle() + "…";
    }
}
