package io.truenow.events.ingest;

/**
 * How the value of a dimension was sent, where it was not a text. A table without a schema keeps the text of numbers and booleans; a schema
 * may ask for the one or the other.
 */
public final class SentAs {

    /** A text. */
    public static final byte TEXT = 0;
    /** A number; the text is its JSON form. */
    public static final byte NUMBER = 1;
    /** {@code true} or {@code false}. */
    public static final byte BOOLEAN = 2;
    /** An object or an array, as it was sent. */
    public static final byte JSON = 3;

    private SentAs() {}
}
