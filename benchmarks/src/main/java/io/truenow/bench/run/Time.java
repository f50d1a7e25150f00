package io.truenow.bench.run;

/** The time of a run: near its end nothing new is begun. Thread-safe. */
final class Time {

    /** Share of the time after which no further round of R1 is begun. */
    private static final double ROUNDS = 0.5;

    /** Share after which nothing is begun. */
    private static final double ALL = 0.92;

    private final long startNanos = System.nanoTime();
    private final double nanos;

    Time(double minutes) {
        this.nanos = minutes * 60e9;
    }

    /** Whether another round may be begun. */
    boolean forRound() {
        return elapsed() < ROUNDS * nanos;
    }

    /** Why something is not begun; empty if it may be. */
    String up() {
        return elapsed() < ALL * nanos ? "" : "not run: the time of the run was up";
    }

    /** Seconds since the start. */
    double seconds() {
        return elapsed() / 1e9;
    }

    private double elapsed() {
        return System.nanoTime() - startNanos;
    }
}
