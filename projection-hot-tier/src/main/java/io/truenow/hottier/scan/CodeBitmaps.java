package io.truenow.hottier.scan;

import io.truenow.hottier.read.CodePointOrder;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.segment.DictionaryView;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which codes of a dictionary a text predicate holds for, evaluated once per code and scan. A bitmap made for a longer view of a
 * dictionary serves the shorter ones. Thread-safe.
 */
final class CodeBitmaps {

    /** Codes that match; {@code matches} is how many of the first {@code size} do. */
    record Bitmap(long[] words, int size, int matches) {}

    private final Map<Predicate, Map<Object, Bitmap>> made = new IdentityHashMap<>();
    private final ScanGuard guard;

    CodeBitmaps(ScanGuard guard) {
        this.guard = guard;
    }

    synchronized Bitmap of(Predicate leaf, DictionaryView dictionary) {
        Map<Object, Bitmap> byDictionary = made.computeIfAbsent(leaf, l -> new IdentityHashMap<>());
        Bitmap known = byDictionary.get(dictionary.identity());
        if (known == null || known.size() < dictionary.size()) {
            known = make(leaf, dictionary);
            byDictionary.put(dictionary.identity(), known);
        }
        return known;
    }

    private Bitmap make(Predicate leaf, DictionaryView dictionary) {
        int size = dictionary.size();
        guard.reserve(size / 8 + 8);
        long[] words = new long[(size >> 6) + 1];
        if (leaf instanceof Predicate.In in) {
            return ofSet(in, dictionary, words);
        }
        if (leaf instanceof Predicate.Compare compare
                && (compare.comparison() == Predicate.Comparison.EQUAL
                        || compare.comparison() == Predicate.Comparison.NOT_EQUAL)) {
            Set<Object> literals = Set.of(compare.literal());
            boolean negated = compare.comparison() == Predicate.Comparison.NOT_EQUAL;
            return ofSet(new Predicate.In(compare.field(), List.copyOf(literals), negated), dictionary, words);
        }
        int matches = 0;
        for (int code = 0; code < size; code++) {
            if ((code & 0xFFFF) == 0) {
                guard.check();
            }
            if (holds(leaf, dictionary.text(code))) {
                words[code >> 6] |= 1L << code;
                matches++;
            }
        }
        return new Bitmap(words, size, matches);
    }

    private static Bitmap ofSet(Predicate.In in, DictionaryView dictionary, long[] words) {
        Set<Integer> codes = new HashSet<>();
        for (Object literal : in.literals()) {
            int code = dictionary.find((String) literal);
            if (code >= 0) {
                codes.add(code);
                words[code >> 6] |= 1L << code;
            }
        }
        int matches = codes.size();
        if (in.negated()) {
            for (int i = 0; i < words.length; i++) {
                words[i] = ~words[i];
            }
            matches = dictionary.size() - matches;
        }
        return new Bitmap(words, dictionary.size(), matches);
    }

    /** A text predicate on one text. */
    static boolean holds(Predicate leaf, String text) {
        return switch (leaf) {
            case Predicate.Compare compare ->
                holds(compare.comparison(), CodePointOrder.compare(text, (String) compare.literal()));
            case Predicate.In in -> in.literals().contains(text) != in.negated();
            case Predicate.StartsWith starts -> text.startsWith(starts.prefix()) != starts.negated();
            default -> throw new IllegalArgumentException("No predicate on one text [" + leaf + "].");
        };
    }

    /** A comparison by its outcome. */
    static boolean holds(Predicate.Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
