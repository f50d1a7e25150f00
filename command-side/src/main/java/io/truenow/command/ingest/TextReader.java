package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Turns the parser's characters into UTF-8 in one array that the next text overwrites. Not thread-safe. */
final class TextReader {

    private final FaultSlot faults;
    private byte[] bytes = new byte[256];

    TextReader(FaultSlot faults) {
        this.faults = faults;
    }

    /** The last text, from the start of the array. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Reads the token's text.
     *
     * @param name name below the field, for the pointer; empty for the field itself
     * @return its length in bytes, or negative, with a fault, if it may not be
     */
    int read(JsonParser in, String field, String name) {
        char[] chars = in.getStringCharacters();
        int count = in.getStringLength();
        if (bytes.length < count * 3) {
            bytes = new byte[count * 3];
        }
        int length = Utf8.encode(chars, in.getStringOffset(), count, bytes);
        if (length < 0) {
            faults.refuse(
                    ErrorCode.INVALID_VALUE,
                    length == Utf8.NUL
                            ? "The text of [" + field + "] holds the character U+0000."
                            : "The text of [" + field + "] holds half of a surrogate pair.",
                    name.isEmpty() ? field : field + "/" + Fault.token(name),
                    "Send Unicode text without U+0000.");
        }
        return length;
    }

    /** Whether the token is a number and none of the bare words {@code NaN} and {@code Infinity}. */
    static boolean isNumber(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            return false;
        }
        char last = in.getStringCharacters()[in.getStringOffset() + in.getStringLength() - 1];
        return last >= '0' && last <= '9';
    }
}
