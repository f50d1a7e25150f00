package io.truenow.bench.run;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a run does.
 *
 * @param events events of W1 in each load, a multiple of 1,000
 * @param rounds rounds of each side
 * @param warmUps loads of each side before the rounds of batches
 * @param singleWarmUps loads of single events of each side before their rounds
 * @param items what is measured
 * @param home folder of the source tree with the built product
 * @param folder where servers keep their data; made by the run
 * @param installed where ClickHouse is installed, kept between runs
 * @param portOffset added to the product's ports; QuestDB stands on ports from 20,000 on with the same offset
 * @param minutes time of the run: near its end nothing new is begun
 * @param singleSeconds time of a load of single events (R2)
 * @param visibleSeconds time of the load beside which visibility is measured (R8)
 * @param times how often a question is asked (R4)
 */
public record Plan(
        long events,
        int rounds,
        int warmUps,
        int singleWarmUps,
        Set<Item> items,
        Path home,
        Path folder,
        Path installed,
        int portOffset,
        double minutes,
        double singleSeconds,
        double visibleSeconds,
        int times) {

    /** Events in a body of a batch. */
    public static final int BATCH = 1000;

    /** Connections of the loads of batches. */
    public static final int CONNECTIONS = 2;

    /** Connections of the loads of single events. */
    public static final int SINGLE_CONNECTIONS = 64;

    private static final int QUESTDB_PORT = 20_000;

    /** Copies the set; refuses what cannot be run. */
    public Plan {
        items = Set.copyOf(items);
        if (events < BATCH || events % BATCH != 0) {
            throw new IllegalArgumentException(
                    "The number of events [" + events + "] is no multiple of " + BATCH + ".");
        }
        if (rounds < 1 || rounds > 9) {
            throw new IllegalArgumentException("The number of rounds [" + rounds + "] is not from 1 to 9.");
        }
    }

    boolean wants(Item... any) {
        for (Item item : any) {
            if (items.contains(item)) {
                return true;
            }
        }
        return false;
    }

    /** Port of a QuestDB, by its number. */
    int questDbPort(int number) {
        return QUESTDB_PORT + portOffset + number * 10;
    }
}
