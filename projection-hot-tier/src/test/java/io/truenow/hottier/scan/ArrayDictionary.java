package io.truenow.hottier.scan;

import io.truenow.hottier.segment.DictionaryView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An append-only dictionary over a list. */
final class ArrayDictionary {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> codes = new HashMap<>();

    int codeOf(String text) {
        return codes.computeIfAbsent(text, t -> {
            texts.add(t);
            return texts.size() - 1;
        });
    }

    /** A view as of now. */
    DictionaryView view() {
        int size = texts.size();
        return new DictionaryView() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public String text(int code) {
                return texts.get(code);
            }

            @Override
            public int find(String text) {
                int code = codes.getOrDefault(text, -1);
                return code < size ? code : -1;
            }

            @Override
            public Object identity() {
                return ArrayDictionary.this;
            }
        };
    }
}
