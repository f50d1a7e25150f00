package io.truenow.sql.server;

import java.time.Duration;

/**
 * Limits of the JDBC door.
 *
 * @param maxConnections most open connections; before one is refused, idle ones are closed
 * @param idle a connection without a request for so long is closed
 * @param maxStatements most open statements of one connection
 * @param minFrameRows fewest rows of a frame, whatever fetch size a client asks for
 * @param maxFrameRows most rows of a frame
 * @param maxFrameBytes a frame that has so many bytes of rows takes no further row
 * @param maxRequestBytes largest request
 */
public record JdbcSettings(
        int maxConnections,
        Duration idle,
        int maxStatements,
        int minFrameRows,
        int maxFrameRows,
        int maxFrameBytes,
        int maxRequestBytes) {

    private static final int USUAL_FRAME_BYTES = 8 << 20;

    /** 1,000 connections, 15 minutes, 64 statements, 1,000 to 10,000 rows and 8 MiB a frame, requests of 16 MiB. */
    public static final JdbcSettings DEFAULT =
            new JdbcSettings(1_000, Duration.ofMinutes(15), 64, 1_000, 10_000, 16 << 20);

    /** With the usual bytes of a frame. */
    public JdbcSettings(
            int maxConnections,
            Duration idle,
            int maxStatements,
            int minFrameRows,
            int maxFrameRows,
            int maxRequestBytes) {
        this(maxConnections, idle, maxStatements, minFrameRows, maxFrameRows, USUAL_FRAME_BYTES, maxRequestBytes);
    }

    /** Positive limits only. */
    public JdbcSettings {
        if (maxConnections <= 0
                || !idle.isPositive()
                || maxStatements <= 0
                || minFrameRows <= 0
                || maxFrameRows < minFrameRows
                || maxFrameBytes <= 0
                || maxRequestBytes <= 0) {
            throw new IllegalArgumentException("Each limit of the JDBC door is positive.");
        }
    }

    /** Rows of a frame for a fetch size, where 0 means none in particular. */
    int frameRows(int fetchSize) {
        return fetchSize <= 0 ? maxFrameRows : Math.max(minFrameRows, Math.min(maxFrameRows, fetchSize));
    }
}
