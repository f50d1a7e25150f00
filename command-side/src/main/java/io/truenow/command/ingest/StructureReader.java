package io.truenow.command.ingest;

import java.io.CharArrayWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an object or an array that a parser stands at as JSON without spaces, its numbers as they were sent. Not thread-safe. */
final class StructureReader {

    private final JsonFactory json = new JsonFactory();
    private byte[] bytes = new byte[256];

    /** The last one in UTF-8, from the start of the array. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Reads the structure whose start is the parser's token, up to its end.
     *
     * @return its length in bytes, or negative if it holds half of a surrogate pair
     */
    int read(JsonParser in) {
        CharArrayWriter out = new CharArrayWriter();
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out)) {
            generator.copyCurrentStructureExact(in);
        }
        char[] chars = out.toCharArray();
        if (bytes.length < chars.length * 3) {
            bytes = new byte[chars.length * 3];
        }
        return Utf8.encode(chars, 0, chars.length, bytes);
    }
}
