package io.truenow.admin.home;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last seconds of a rate, one point a second, at most a fixed number. Where seconds are missing there is an explicit gap, so that a
 * chart never draws a line over time that nobody measured. Not thread-safe.
 */
final class RateHistory {

    private static final long GAP_MILLIS = 2_500;

    private final int maxPoints;
    private final ArrayDeque<RatePoint> points = new ArrayDeque<>();

    RateHistory(int maxPoints) {
        this.maxPoints = maxPoints;
    }

    /** Adds a point if the newest is of an earlier second (or of a later one: the clock was set back); returns what was added: nothing, the point, or a gap and the point. */
    List<RatePoint> add(long millis, @Nullable Double rate) {
        RatePoint newest = points.peekLast();
        long since = newest == null ? Long.MAX_VALUE : millis - newest.millis();
        if (newest != null && millis / 1_000 == newest.millis() / 1_000) {
            return List.of();
        }
        RatePoint point = new RatePoint(millis, rate);
        boolean gap = newest != null && newest.rate() != null && since > GAP_MILLIS;
        List<RatePoint> added =
                newest != null && gap ? List.of(new RatePoint(newest.millis() + 1_000, null), point) : List.of(point);
        points.addAll(added);
        while (points.size() > maxPoints) {
            points.removeFirst();
        }
        return added;
    }

    /** All points, oldest first. */
    List<RatePoint> all() {
        return List.copyOf(points);
    }
}
