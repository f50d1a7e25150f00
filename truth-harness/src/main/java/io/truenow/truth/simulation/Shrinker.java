package io.truenow.truth.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Makes a failing plan smaller while it fails by the same invariant: fewer kinds of faults, then fewer of everything. */
final class Shrinker {

    private static final int MOST_RUNS = 150;

    private Plan smallest;
    private final Invariant invariant;
    private int runs;

    private Shrinker(Plan failing, Invariant invariant) {
        this.smallest = failing;
        this.invariant = invariant;
    }

    static Plan shrink(Plan failing, Invariant invariant) {
        Shrinker shrinker = new Shrinker(failing, invariant);
        boolean better = true;
        while (better && shrinker.runs < MOST_RUNS) {
            better = shrinker.round();
        }
        return shrinker.smallest;
    }

    private boolean round() {
        boolean better = false;
        for (Fault fault : EnumSet.copyOf(smallest.faults())) {
            better |= smallest.faults().size() > 1 && tryOut(smallest.without(fault));
        }
        for (Plan candidate : candidates()) {
            better |= candidate.weight() < smallest.weight() && tryOut(candidate);
        }
        return better;
    }

    private List<Plan> candidates() {
        Plan p = smallest;
        List<Plan> all = new ArrayList<>();
        all.add(p.sized(1, p.tables(), p.clients(), p.requests(), p.mostRows(), p.crashes()));
        all.add(p.sized(p.nodes(), 1, p.clients(), p.requests(), p.mostRows(), p.crashes()));
        all.add(p.sized(p.nodes(), p.tables(), 1, p.requests(), p.mostRows(), p.crashes()));
        all.add(p.sized(p.nodes(), p.tables(), less(p.clients()), p.requests(), p.mostRows(), p.crashes()));
        all.add(p.sized(p.nodes(), p.tables(), p.clients(), less(p.requests()), p.mostRows(), p.crashes()));
        all.add(p.sized(p.nodes(), p.tables(), p.clients(), p.requests(), less(p.mostRows()), p.crashes()));
        all.add(p.sized(p.nodes(), p.tables(), p.clients(), p.requests(), p.mostRows(), p.crashes() / 2));
        return all;
    }

    private static int less(int number) {
        return Math.max(1, number - Math.max(1, number / 3));
    }

    private boolean tryOut(Plan candidate) {
        if (runs >= MOST_RUNS) {
            return false;
        }
        runs++;
        Violation violation = History.run(candidate, false).violation();
        if (violation != null && violation.invariant() == invariant) {
            smallest = candidate;
            return true;
        }
        return false;
    }
}
