package io.truenow.bench.question;

import io.truenow.bench.question.Questioning.Asked;

/**
 * What a question takes in a short history and in a long one, by the same engines: R11.
 *
 * @param shortEvents events of the short one
 * @param small what it takes there
 * @param longEvents events of the long one
 * @param large what it takes there
 */
public record Growth(long shortEvents, Asked small, long longEvents, Asked large) {

    private static final double MILLION = 1e6;

    /** Milliseconds that a million further events cost an engine, by the medians; NaN if it was not run. */
    public double slope(Engine.Side side) {
        return small.of(side).exists() && large.of(side).exists()
                ? (large.of(side).median() - small.of(side).median()) / (longEvents - shortEvents) * MILLION
                : Double.NaN;
    }

    /** The smaller slope of the peers'; NaN if no peer was run. */
    public double peerSlope() {
        double questDb = slope(Engine.Side.QUESTDB);
        double clickHouse = slope(Engine.Side.CLICKHOUSE);
        return Double.isNaN(questDb) ? clickHouse : Double.isNaN(clickHouse) ? questDb : Math.min(questDb, clickHouse);
    }
}
