package io.truenow.infra.access;

import io.truenow.events.access.Authentication;
import io.truenow.events.access.KeySecret;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are signed by what is kept of an API key, so that its text crosses no network. The signature is an HMAC-SHA256 over
 *
 * <pre>
 * method ⏎ path as it is sent, with its query ⏎ X-Timestamp ⏎ SHA-256 of the body, in hexadecimal digits
 * </pre>
 *
 * It is taken once, within {@link #WINDOW} of this server's clock. The body is read before anything behind sees the request, so that it is bounded, by
 * request and for all together. Thread-safe.
 */
public final class SignedRequests {

    /** How far a time may be from this server's clock. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    /** Longest body, in bytes; as long as the longest request of the gateway. */
    public static final int MAX_BODY_BYTES = 10 << 20;

    /** Bytes of bodies that are held at a time, of all requests together. */
    public static final int MAX_HELD_BYTES = 64 << 20;

    private static final int SIGNATURE_BYTES = 32;
    private static final int MAX_DIGITS = 18;
    private static final HexFormat HEX = HexFormat.of();
    private static final Authentication FORM = new Authentication.Denied(
            "a signed request has X-API-Key with the id of a key, X-Timestamp in microseconds, and X-Signature");
    private static final Authentication LATE =
            new Authentication.Denied("X-Timestamp is not within 300 seconds of the server's clock");
    private static final Authentication BEFORE =
            new Authentication.Denied("X-Timestamp is before the start of this server: sign the request again");
    private static final Authentication TWICE = new Authentication.Denied("this signature was taken before");

    private final LongSupplier clockMicros;
    private final long startMicros;
    private final SeenSignatures seen;
    private final Semaphore held = new Semaphore(MAX_HELD_BYTES);
    private final LongAdder replays = new LongAdder();
    private final LongAdder untimely = new LongAdder();

    /**
     * None seen yet. What an earlier process took is not known, so that whatever was signed before this one began is refused.
     *
     * @param clockMicros microseconds since 1970
     * @param most signatures that are remembered at a time
     */
    public SignedRequests(LongSupplier clockMicros, int most) {
        this.clockMicros = clockMicros;
        this.startMicros = clockMicros.getAsLong();
        this.seen = new SeenSignatures(most, TimeUnit.SECONDS.toMicros(WINDOW.toSeconds()));
    }

    /** What is wrong before the body is looked at; null if nothing is yet. */
    @Nullable
    Authentication early(PresentedCredential.Signed signed) {
        long micros = micros(signed.timestamp());
        if (micros < 0 || signature(signed.signature()).length != SIGNATURE_BYTES) {
            return FORM;
        }
        if (Math.abs(clockMicros.getAsLong() - micros) > TimeUnit.SECONDS.toMicros(WINDOW.toSeconds())) {
            untimely.increment();
            return LATE;
        }
        if (micros < startMicros) {
            untimely.increment();
            return BEFORE;
        }
        return null;
    }

    /** Whose a request is, of which the times are right; its signature is taken this once. */
    Authentication of(
            PresentedCredential.Signed signed, HttpServletRequest http, String bodySha256, Credentials credentials) {
        byte[] message = message(http, signed.timestamp(), bodySha256);
        byte[] code = signature(signed.signature());
        Authentication result = credentials.signed(signed.keyId(), (KeySecret secret) -> secret.signed(message, code));
        if (!(result instanceof Authentication.Granted)) {
            return result;
        }
        return switch (seen.take(code, micros(signed.timestamp()), clockMicros.getAsLong())) {
            case NEW -> result;
            case SEEN -> {
                replays.increment();
                yield TWICE;
            }
            case FULL -> new Authentication.Limited((int) WINDOW.toSeconds());
        };
    }

    private static byte[] message(HttpServletRequest http, String timestamp, String bodySha256) {
        String query = http.getQueryString();
        return (http.getMethod() + "\n" + http.getRequestURI() + (query == null ? "" : "?" + query) + "\n" + timestamp
                        + "\n" + bodySha256)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A time as digits and nothing else; negative for anything else. */
    private static long micros(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return -1;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        return Long.parseLong(digits);
    }

    /** Hexadecimal digits or Base64; empty for anything else. */
    private static byte[] signature(String text) {
        try {
            return text.length() == 2 * SIGNATURE_BYTES
                    ? HEX.parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /**
     * Reads a body.
     *
     * @throws UnsignableException if it has no known length, is too long, or there is no room for it now
     */
    SignedBody read(HttpServletRequest http) throws IOException, UnsignableException {
        long length = http.getContentLengthLong();
        if (http.getHeader("Transfer-Encoding") != null || http.getHeader("Upgrade") != null) {
            throw new UnsignableException(
                    DoorRefusal.NO_LENGTH,
                    "A stream cannot be signed: send a Content-Length, or present a key or a JWT instead.");
        }
        if (length > MAX_BODY_BYTES) {
            throw new UnsignableException(
                    DoorRefusal.TOO_LARGE, "The body of a signed request has at most " + MAX_BODY_BYTES + " bytes.");
        }
        int permits = (int) Math.max(0, length);
        if (!held.tryAcquire(permits)) {
            throw new UnsignableException(
                    DoorRefusal.NOT_READY, "Too many bodies of signed requests are held at once.");
        }
        boolean read = false;
        try {
            byte[] body = http.getInputStream().readNBytes(permits);
            read = true;
            return new SignedBody(http, body, sha256(body), () -> held.release(permits));
        } finally {
            if (!read) {
                held.release(permits);
            }
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** Signatures that are remembered now. */
    public int remembered() {
        return seen.size();
    }

    /** Requests that were refused because no more signatures can be remembered. */
    public long full() {
        return seen.full();
    }

    /** Signatures that came again. */
    public long replays() {
        return replays.sum();
    }

    /** Requests whose time was not right. */
    public long untimely() {
        return untimely.sum();
    }

    /** Bytes of bodies that are held now. */
    public long heldBytes() {
        return (long) MAX_HELD_BYTES - held.availablePermits();
    }
}
