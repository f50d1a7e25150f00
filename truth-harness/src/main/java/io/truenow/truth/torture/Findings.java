package io.truenow.truth.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers violations: each thing once, however often it is looked at, and the first sentences of each kind. Thread-safe. */
final class Findings {

    /** Sentences that are kept of each kind. */
    static final int SENTENCES = 20;

    /** Things of one kind that are told apart; past it each sighting counts. */
    static final int TOLD_APART = 200_000;

    private final Map<Violation, Set<String>> things = new EnumMap<>(Violation.class);
    private final Map<Violation, Long> counts = new EnumMap<>(Violation.class);
    private final List<String> sentences = new ArrayList<>();

    /** Notes a violation of a thing, unless it is known. */
    synchronized void add(Violation kind, String thing, String sentence) {
        Set<String> known = things.computeIfAbsent(kind, k -> new HashSet<>());
        if (known.size() < TOLD_APART && !known.add(thing)) {
            return;
        }
        long count = counts.merge(kind, 1L, Long::sum);
        if (count <= SENTENCES) {
            sentences.add(kind.word() + " [" + thing + "]: " + sentence);
        }
    }

    /** Violations of a kind. */
    synchronized long count(Violation kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** All violations. */
    synchronized long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first sentences of each kind, in the order in which they were found. */
    synchronized List<String> sentences() {
        return List.copyOf(sentences);
    }
}
