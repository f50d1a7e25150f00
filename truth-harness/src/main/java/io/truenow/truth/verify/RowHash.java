package io.truenow.truth.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** 128 bits of a text's SHA-256. Their sum wraps, so it does not depend on the order of rows, and a row that counts twice shows. */
public record RowHash(long high, long low) {

    /** Of no row. */
    public static final RowHash NONE = new RowHash(0, 0);

    /** Hash of a text in UTF-8. */
    static RowHash of(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            return new RowHash(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Sum modulo 2^128. */
    RowHash plus(long otherHigh, long otherLow) {
        long sum = low + otherLow;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new RowHash(high + otherHigh + carry, sum);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }
}
