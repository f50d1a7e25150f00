package io.truenow.truth.torture;

import java.util.Random;

/**
 * What a request looks like and how its client behaves: drawn from the seed.
 *
 * @param table table
 * @param lines sent as NDJSON
 * @param events good events
 * @param batch sent to the batch door although it may be one event
 * @param bad one event without a time comes last, which must be refused
 * @param doubled the first event comes once more in the same request, with other content
 * @param again after the acknowledgement it is sent again, equal
 * @param conflicting after the acknowledgement, or after an unknown outcome, it is sent with other content
 * @param race equal ids with other content are sent at the same time on another connection
 * @param givesUp is not sent again after an unknown outcome
 * @param yields is not sent again after a refusal
 */
record Shape(
        String table,
        boolean lines,
        int events,
        boolean batch,
        boolean bad,
        boolean doubled,
        boolean again,
        boolean conflicting,
        boolean race,
        boolean givesUp,
        boolean yields) {

    /** Tables that live as long as the run. */
    private static final int TABLES = 3;

    /** Draws a shape; {@code mostEvents} bounds its events. */
    static Shape draw(Random random, int round, EventBudget budget) {
        int where = random.nextInt(10);
        String table = where < 6 ? "t" + where % TABLES : where < 8 ? "lines" : "made_" + round;
        boolean lines = where == 6 || where == 7;
        int size = random.nextInt(100);
        int wanted = size < 70
                ? 1
                : size < 92
                        ? 2 + random.nextInt(19)
                        : size < 98 ? 50 + random.nextInt(150) : 500 + random.nextInt(1_000);
        int events = wanted == 1 || budget.take(wanted) ? wanted : 1;
        boolean batch = lines || events > 1 || random.nextInt(10) == 0;
        boolean bad = random.nextInt(50) == 0;
        return new Shape(
                table,
                lines,
                bad && !batch ? 0 : events,
                batch,
                bad,
                batch && random.nextInt(20) == 0,
                random.nextInt(25) == 0,
                random.nextInt(25) == 0,
                random.nextInt(100) == 0,
                random.nextInt(8) == 0,
                random.nextInt(4) == 0);
    }
}
