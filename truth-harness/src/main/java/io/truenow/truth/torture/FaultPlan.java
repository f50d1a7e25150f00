package io.truenow.truth.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run, without end: a function of the seed. The first ones are one of each kind in the seed's order; after them
 * come shuffled decks in which each kind stands as often as its weight says, so that kinds and moments are spread. Not thread-safe.
 */
final class FaultPlan {

    /** Shortest and longest load before a fault. */
    static final int MIN_LOAD_MILLIS = 2_000;

    static final int MAX_LOAD_MILLIS = 8_000;

    private static final int[] CHECKPOINT_SECONDS = {1, 1, 2, 5};

    private final Random random;
    private final List<FaultKind> kinds;
    private final Deque<Fault> ahead = new ArrayDeque<>();
    private boolean begun;

    FaultPlan(long seed, List<FaultKind> kinds) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("A plan needs a fault.");
        }
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
    }

    /** The next fault, which stays. */
    Fault peek() {
        if (ahead.isEmpty()) {
            deal();
        }
        return ahead.getFirst();
    }

    /** The next fault. */
    Fault next() {
        Fault fault = peek();
        ahead.removeFirst();
        return fault;
    }

    private void deal() {
        List<FaultKind> deck = new ArrayList<>();
        for (FaultKind kind : kinds) {
            deck.addAll(Collections.nCopies(begun ? kind.weight() : 1, kind));
        }
        begun = true;
        Collections.shuffle(deck, random);
        for (FaultKind kind : deck) {
            ahead.add(new Fault(
                    kind,
                    MIN_LOAD_MILLIS + random.nextInt(MAX_LOAD_MILLIS - MIN_LOAD_MILLIS + 1),
                    random.nextDouble(),
                    random.nextBoolean(),
                    CHECKPOINT_SECONDS[random.nextInt(CHECKPOINT_SECONDS.length)]));
        }
    }
}
