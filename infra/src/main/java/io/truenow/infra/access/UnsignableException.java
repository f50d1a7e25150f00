package io.truenow.infra.access;

import java.io.Serial;

/** The body of a signed request is not read. */
final class UnsignableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final DoorRefusal refusal;

    /** @param sentence for the caller */
    UnsignableException(DoorRefusal refusal, String sentence) {
        super(sentence, null, false, false);
        this.refusal = refusal;
    }

    DoorRefusal refusal() {
        return refusal;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
