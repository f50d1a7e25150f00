package io.truenow.hottier.format;

import java.io.IOException;

/** A stored file is torn, flipped, or of another kind or version. */
public final class CorruptFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public CorruptFileException(String message) {
        super(message);
    }
}
