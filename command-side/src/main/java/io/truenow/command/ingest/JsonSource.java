package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Parsers over bytes that are proven UTF-8, with limits of depth, text and numbers. The bare words {@code NaN} and
 * {@code Infinity} are let through as tokens, so that their refusal can name the field. Thread-safe.
 */
final class JsonSource {

    private static final int MAX_NAME_LENGTH = 4096;

    /** Objects and arrays around an event of a list: a body has one or both. */
    private static final int LIST_DEPTH = 2;

    private final JsonFactory factory;
    private final JsonFactory factoryInList;

    JsonSource(IngestSettings.Event limits) {
        factory = factory(limits, limits.maxDepth());
        factoryInList = factory(limits, limits.maxDepth() - LIST_DEPTH);
    }

    private static JsonFactory factory(IngestSettings.Event limits, int maxDepth) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Math.max(0, maxDepth))
                        .maxStringLength(limits.maxStringLength())
                        .maxNumberLength(limits.maxNumberLength())
                        .maxNameLength(MAX_NAME_LENGTH)
                        .build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
    }

    /** A parser over {@code [from, to)}; closing it gives its buffers back. */
    JsonParser open(byte[] bytes, int from, int to) {
        return factory.createParser(ObjectReadContext.empty(), bytes, from, to - from);
    }

    /** A parser that begins at an event inside of a list; it may be stricter by one level of depth than one that began before. */
    JsonParser openInList(byte[] bytes, int from, int to) {
        return factoryInList.createParser(ObjectReadContext.empty(), bytes, from, to - from);
    }

    /**
     * Returns if the bytes are UTF-8 without byte order mark and without NUL at the front.
     *
     * @throws TrueNowException {@code INVALID_ENCODING}
     */
    static void requireUtf8(byte[] bytes, int from, int to) {
        if (to - from >= 2) {
            int first = bytes[from] & 0xFF;
            int second = bytes[from + 1] & 0xFF;
            if (first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE || first == 0 || second == 0) {
                throw encoding("The body looks like UTF-16 or UTF-32.");
            }
            if (first == 0xEF && second == 0xBB) {
                throw encoding("The body begins with a byte order mark.");
            }
        }
        int invalid = Utf8.firstInvalid(bytes, from, to);
        if (invalid >= 0) {
            throw encoding("The byte at [" + (invalid - from) + "] is not UTF-8.");
        }
    }

    private static TrueNowException encoding(String message) {
        return new TrueNowException(
                ErrorCode.INVALID_ENCODING, message, null, "Send UTF-8 without a byte order mark.", null);
    }

    /** The refusal for what the parser says. */
    static TrueNowException refusal(JacksonException e) {
        String said = e.getOriginalMessage();
        if (e instanceof StreamConstraintsException && said != null && said.startsWith("String")) {
            return new TrueNowException(
                    ErrorCode.TOO_LARGE, "A text in the body is too long: " + said + ".", null, null, null);
        }
        TokenStreamLocation place = e.getLocation();
        String where = place == null ? "" : " at line [" + place.getLineNr() + "] column [" + place.getColumnNr() + "]";
        return new TrueNowException(
                ErrorCode.INVALID_JSON, "The body is not JSON" + where + ": " + said + ".", null, null, null);
    }
}
