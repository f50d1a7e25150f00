package io.truenow.admin.port;

/**
 * Limits of the console.
 *
 * @param maxRows rows of one SQL answer held for a screen
 * @param maxResultBytes estimated bytes of one SQL answer held for a screen; past it the answer is cut
 * @param statementTimeoutSeconds time that one statement may take
 * @param pushMillis time between two pushes to a screen; at least 250 (four a second)
 * @param staleMillis age from which live figures count as stopped
 * @param historySeconds length of the chart on the home screen
 * @param maxDownloadRows rows of one downloaded answer; past it the file ends and the screen says so
 */
public record ConsoleSettings(
        int maxRows,
        long maxResultBytes,
        int statementTimeoutSeconds,
        int pushMillis,
        int staleMillis,
        int historySeconds,
        int maxDownloadRows) {

    /** Smallest time between two pushes. */
    public static final int MIN_PUSH_MILLIS = 250;

    /** Sensible values only. */
    public ConsoleSettings {
        require("maxRows", maxRows, 1);
        require("maxResultBytes", maxResultBytes, 1_024);
        require("statementTimeoutSeconds", statementTimeoutSeconds, 1);
        require("pushMillis", pushMillis, MIN_PUSH_MILLIS);
        require("staleMillis", staleMillis, pushMillis);
        require("historySeconds", historySeconds, 10);
        require("maxDownloadRows", maxDownloadRows, 1);
    }

    /** What a laptop runs with: 10,000 rows, 2 MiB, 60 s, two pushes a second, stale after 3 s, five minutes of history, downloads of 500,000 rows. */
    public static ConsoleSettings defaults() {
        return new ConsoleSettings(10_000, 2L << 20, 60, 500, 3_000, 300, 500_000);
    }

    /** The same with another limit of downloads. */
    public ConsoleSettings withMaxDownloadRows(int rows) {
        return new ConsoleSettings(
                maxRows, maxResultBytes, statementTimeoutSeconds, pushMillis, staleMillis, historySeconds, rows);
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " [" + value + "] is below " + least);
        }
    }
}
