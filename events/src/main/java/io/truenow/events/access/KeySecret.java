package io.truenow.events.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is kept of the text of an API key. Immutable.
 *
 * @param handle public part of the key
 * @param sha256 of the whole key, 64 hexadecimal digits. The key has 160 random bits that the handle does not show, so that no slow hash
 *     is needed
 */
public record KeySecret(String handle, String sha256) {

    /** Of a key's text. */
    static KeySecret of(String handle, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return new KeySecret(handle, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** Whether both are of the same key; takes the same time wherever they differ. */
    public boolean matches(KeySecret other) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), other.sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /** The public part only. */
    @Override
    public String toString() {
        return ApiKeyText.PREFIX + handle + "…";
    }
}
