package io.truenow.sql.http;

import io.truenow.events.access.Principal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names of pages that nobody can make up: which answer, which of its pages, and a seal (HMAC-SHA-256) over both and the caller. Thread-safe.
 *
 * <pre>
 *   Base64 (URL) of  answer:8 │ page:4 │ seal:16
 * </pre>
 */
final class PageTokens {

    private static final int CONTENT = Long.BYTES + Integer.BYTES;
    private static final int SEAL = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param key of this process alone */
    PageTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** What a token names. */
    record Place(long answer, int page) {}

    String make(Principal caller, Place place) {
        byte[] content = ByteBuffer.allocate(CONTENT)
                .putLong(place.answer())
                .putInt(place.page())
                .array();
        byte[] token = Arrays.copyOf(content, CONTENT + SEAL);
        System.arraycopy(seal(caller, content), 0, token, CONTENT, SEAL);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** What the token names, or null if it is none of this process for this caller. */
    @Nullable
    Place read(Principal caller, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
        if (bytes.length != CONTENT + SEAL) {
            return null;
        }
        byte[] content = Arrays.copyOf(bytes, CONTENT);
        if (!MessageDigest.isEqual(Arrays.copyOfRange(bytes, CONTENT, bytes.length), seal(caller, content))) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        return new Place(in.getLong(), in.getInt());
    }

    private byte[] seal(Principal caller, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] tenant = caller.tenant().getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(tenant.length).array());
            mac.update(tenant);
            mac.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(caller.name().length())
                    .array());
            mac.update(caller.name().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(content), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM + ".", e);
        }
    }
}
