package io.truenow.events.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of the text of an API key. Immutable.
 *
 * @param handle public part of the key
 * @param sha256 of the whole key, 64 hexadecimal digits. The key has 160 random bits that the handle does not show, so that no slow hash
 *     is needed
 */
public record KeySecret(String handle, String sha256) {

    private static final String CODE = "HmacSHA256";

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

    /**
     * The code of a message (HMAC-SHA256) by this key. What is kept of a key signs for it, because it is all that the server has: the key of the code
     * is {@link #sha256} as it stands here, 64 letters of ASCII.
     */
    public byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(CODE);
            mac.init(new SecretKeySpec(sha256.getBytes(StandardCharsets.US_ASCII), CODE));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256.", e);
        }
    }

    /** Whether a code is of this message by this key; takes the same time wherever it differs. */
    public boolean signed(byte[] message, byte[] code) {
        return MessageDigest.isEqual(sign(message), code);
    }

    /** The public part only. */
    @Override
    public String toString() {
        return ApiKeyText.PREFIX + handle + "…";
    }
}
