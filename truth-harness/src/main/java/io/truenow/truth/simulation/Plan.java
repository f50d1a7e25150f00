package io.truenow.truth.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a history, drawn from its seed; shrinking lowers them.
 *
 * @param seed says everything else that is random
 * @param nodes processes that may own partitions
 * @param sharedDisk whether the processes have one disk, else each its own
 * @param tables tables
 * @param clients clients at work at the same time
 * @param requests of each client
 * @param mostRows events of a request
 * @param crashes most crashes of both kinds
 * @param intensity factor of the probability of each fault
 * @param shortHash whether ids are found by a hash so short that many ids share it
 * @param faults kinds that may happen
 * @param planted the bug of a test, or null
 */
record Plan(
        long seed,
        int nodes,
        boolean sharedDisk,
        int tables,
        int clients,
        int requests,
        int mostRows,
        int crashes,
        double intensity,
        boolean shortHash,
        Set<Fault> faults,
        @Nullable PlantedBug planted) {

    static Plan of(long seed, @Nullable PlantedBug planted) {
        SplittableRandom random = stream(seed, 1);
        int nodes = 1 + random.nextInt(2);
        return new Plan(
                seed,
                nodes,
                nodes > 1 && random.nextInt(3) == 0,
                1 + random.nextInt(3),
                2 + random.nextInt(4),
                3 + random.nextInt(6),
                random.nextInt(4) == 0 ? 30 : 6,
                random.nextInt(6),
                random.nextInt(8) == 0 ? 0 : random.nextDouble() * 2,
                random.nextInt(2) == 0 || planted == PlantedBug.DROP_ON_FILTER_HIT,
                EnumSet.allOf(Fault.class),
                planted);
    }

    /** Random numbers of a history for one purpose, so that a change in one leaves the others as they were. */
    static SplittableRandom stream(long seed, int purpose) {
        return new SplittableRandom((seed * 64 + purpose) * 0x9E3779B97F4A7C15L);
    }

    Plan without(Fault fault) {
        EnumSet<Fault> rest = EnumSet.copyOf(faults);
        rest.remove(fault);
        return new Plan(
                seed,
                nodes,
                sharedDisk,
                tables,
                clients,
                requests,
                mostRows,
                crashes,
                intensity,
                shortHash,
                rest,
                planted);
    }

    Plan sized(int nodesNow, int tablesNow, int clientsNow, int requestsNow, int rowsNow, int crashesNow) {
        return new Plan(
                seed,
                nodesNow,
                sharedDisk && nodesNow > 1,
                tablesNow,
                clientsNow,
                requestsNow,
                rowsNow,
                crashesNow,
                intensity,
                shortHash,
                faults,
                planted);
    }

    /** Smaller is better when shrinking. */
    long weight() {
        return (long) nodes * tables * clients * requests * (mostRows + 4) * (crashes + 1) * (faults.size() + 1);
    }
}
