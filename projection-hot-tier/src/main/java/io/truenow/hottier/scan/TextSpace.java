package io.truenow.hottier.scan;

import io.truenow.hottier.read.CodePointOrder;
import io.truenow.hottier.segment.DictionaryView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Meaning of text codes within one partial state: a dictionary of a segment, or texts numbered as they came. */
sealed interface TextSpace {

    /** Number of codes. */
    int size();

    /** Text of a code. */
    String text(int code);

    /** Compares the texts of two codes. */
    int compare(int left, int right);

    /** A dictionary; thread-safe. */
    final class OfDictionary implements TextSpace {
        private final DictionaryView dictionary;
        private int @Nullable [] ranks;

        OfDictionary(DictionaryView dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public int size() {
            return dictionary.size();
        }

        @Override
        public String text(int code) {
            return dictionary.text(code);
        }

        @Override
        public int compare(int left, int right) {
            return left == right ? 0 : CodePointOrder.compare(text(left), text(right));
        }

        /** Per code its place in the order of texts, made at the first call. */
        synchronized int[] ranks() {
            if (ranks == null) {
                String[] texts = new String[size()];
                Integer[] codes = new Integer[texts.length];
                for (int code = 0; code < texts.length; code++) {
                    texts[code] = text(code);
                    codes[code] = code;
                }
                Arrays.sort(codes, (a, b) -> CodePointOrder.compare(texts[a], texts[b]));
                int[] made = new int[codes.length];
                for (int rank = 0; rank < codes.length; rank++) {
                    made[codes[rank]] = rank;
                }
                ranks = made;
            }
            return ranks;
        }
    }

    /** Texts numbered as they came; not thread-safe. */
    final class Interned implements TextSpace {
        private static final int BYTES_PER_TEXT = 80;

        private final ScanGuard guard;
        private final Map<String, Integer> codes = new HashMap<>();
        private final Map<TextSpace, int[]> remaps = new IdentityHashMap<>();
        private String[] texts = new String[16];

        Interned(ScanGuard guard) {
            this.guard = guard;
        }

        @Override
        public int size() {
            return codes.size();
        }

        @Override
        public String text(int code) {
            return texts[code];
        }

        @Override
        public int compare(int left, int right) {
            return left == right ? 0 : CodePointOrder.compare(texts[left], texts[right]);
        }

        int codeOf(String text) {
            Integer known = codes.get(text);
            if (known != null) {
                return known;
            }
            guard.reserve(BYTES_PER_TEXT + 2L * text.length());
            int code = codes.size();
            if (code == texts.length) {
                texts = Arrays.copyOf(texts, code * 2);
            }
            texts[code] = text;
            codes.put(text, code);
            return code;
        }

        /** Code here of a code of another space; each is looked up once. */
        int codeOf(TextSpace other, int code) {
            if (other == this) {
                return code;
            }
            int[] remap = remaps.get(other);
            if (remap == null || code >= remap.length) {
                int known = remap == null ? 0 : remap.length;
                remap = Arrays.copyOf(remap == null ? new int[0] : remap, Math.max(other.size(), code + 1));
                guard.reserve(4L * (remap.length - known));
                remaps.put(other, remap);
            }
            if (remap[code] == 0) {
                remap[code] = codeOf(other.text(code)) + 1;
            }
            return remap[code] - 1;
        }
    }
}
