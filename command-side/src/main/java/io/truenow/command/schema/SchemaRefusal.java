package io.truenow.command.schema;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;

/** The answer to a definition that is not taken. */
final class SchemaRefusal {

    private static final int MAX_POINTER = 500;

    private SchemaRefusal() {}

    /**
     * The error at a place in the definition.
     *
     * @param pointer JSON pointer inside the definition, empty for the whole of it
     */
    static TrueNowException at(String pointer, String message) {
        String shown = pointer.length() <= MAX_POINTER ? pointer : pointer.substring(0, MAX_POINTER) + "…";
        return new TrueNowException(ErrorCode.INVALID_VALUE, message, "/definition" + shown, null, null);
    }
}
