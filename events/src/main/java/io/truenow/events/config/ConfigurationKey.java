package io.truenow.events.config;

import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key of the server's configuration; every value is a whole number. A key is here only if something obeys it. */
public enum ConfigurationKey {
    /** Bytes of the JSON text of one event. */
    MAX_RECORD_BYTES("ingestion.max_record_size_bytes", 1_024, 2 << 20, 1 << 20),
    /** Events of one log record; a larger request becomes several. */
    MAX_BATCH_EVENTS("ingestion.max_batch_size", 1, 100_000, 10_000),
    /** Days for which a stream keeps its events if its policy does not say. */
    RETENTION_DAYS("retention.default_days", RetentionPolicy.MIN_DAYS, RetentionPolicy.MAX_DAYS, 365);

    private final String text;
    private final long least;
    private final long most;
    private final long usual;

    ConfigurationKey(String text, long least, long most, long usual) {
        this.text = text;
        this.least = least;
        this.most = most;
        this.usual = usual;
    }

    /** The key as it is written. */
    public String text() {
        return text;
    }

    /** Its value while nobody has set one. */
    public long usual() {
        return usual;
    }

    /** The key that is written so. */
    public static Optional<ConfigurationKey> named(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }

    /**
     * The key that is written so.
     *
     * @throws TrueNowException {@code INVALID_VALUE} with a pointer to it
     */
    public static ConfigurationKey require(String text) {
        return named(text)
                .orElseThrow(() -> new TrueNowException(
                        ErrorCode.INVALID_VALUE,
                        "The configuration has no key [" + text + "].",
                        pointer(text),
                        "Its keys are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(ConfigurationKey::text)
                                                .toList())
                                + ".",
                        null));
    }

    /**
     * Returns if the key may have the value.
     *
     * @throws TrueNowException {@code INVALID_VALUE} with a pointer to it
     */
    public void require(long value) {
        if (value < least || value > most) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The value of [" + text + "] is [" + least + "] to [" + most + "], not [" + value + "].",
                    pointer(text),
                    null,
                    null);
        }
    }

    /** The value that holds, given those that were set. */
    public long in(Map<String, Long> set) {
        @Nullable Long value = set.get(text);
        return value == null ? usual : value;
    }

    /** JSON pointer to a key of an object. */
    public static String pointer(String text) {
        return "/" + text.replace("~", "~0").replace("/", "~1");
    }
}
