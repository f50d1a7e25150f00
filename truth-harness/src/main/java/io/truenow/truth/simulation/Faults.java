package io.truenow.truth.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Says by seed whether a fault happens now, and counts. */
final class Faults {

    private final Plan plan;
    private final SplittableRandom random;
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private boolean healed;
    private int crashesLeft;

    Faults(Plan plan) {
        this.plan = plan;
        this.random = Plan.stream(plan.seed(), 2);
        this.crashesLeft = plan.crashes();
    }

    /** Whether it happens; draws a number in any case, so that switching a kind off leaves the others. */
    boolean happens(Fault fault, double probability) {
        boolean now = wanted(fault, probability);
        if (now) {
            count(fault);
        }
        return now;
    }

    /** Whether it is to happen; the caller counts it if it could. */
    boolean wanted(Fault fault, double probability) {
        boolean drawn = random.nextDouble() < probability * plan.intensity();
        if (!drawn || healed || !plan.faults().contains(fault)) {
            return false;
        }
        if (fault == Fault.PROCESS_CRASH || fault == Fault.MACHINE_CRASH) {
            if (crashesLeft == 0) {
                return false;
            }
            crashesLeft--;
        }
        return true;
    }

    /** Counts what happened by itself. */
    void count(Fault fault) {
        counts.merge(fault, 1L, Long::sum);
    }

    /** A number from 0 to below the bound. */
    int number(int bound) {
        return random.nextInt(bound);
    }

    /** From now on nothing goes wrong. */
    void heal() {
        healed = true;
    }

    boolean healed() {
        return healed;
    }

    Map<Fault, Long> counts() {
        return counts;
    }
}
