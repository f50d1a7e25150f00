package io.truenow.hottier.scan;

import io.truenow.hottier.segment.DictionaryView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts of the codes of one dimension that were decoded last, so that a repeated value is one object. Not thread-safe. */
final class TextCache {

    private static final int ENTRIES = 1 << 12;

    private @Nullable String[] texts = new String[0];
    private int[] codes = new int[0];
    private @Nullable Object identity;

    /** Text of a code; null for -1. */
    @Nullable
    String text(DictionaryView dictionary, int code) {
        if (code < 0) {
            return null;
        }
        if (identity != dictionary.identity()) {
            int entries = Math.min(ENTRIES, Scratch.length(dictionary.size()));
            texts = new String[entries];
            codes = new int[entries];
            identity = dictionary.identity();
        }
        int entry = code & texts.length - 1;
        String known = texts[entry];
        if (known != null && codes[entry] == code) {
            return known;
        }
        String decoded = Objects.requireNonNull(dictionary.text(code));
        texts[entry] = decoded;
        codes[entry] = code;
        return decoded;
    }
}
