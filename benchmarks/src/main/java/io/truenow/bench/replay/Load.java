package io.truenow.bench.replay;

import io.truenow.bench.workload.Bodies;
import java.nio.charset.StandardCharsets;

/**
 * What is sent, where to, and how fast.
 *
 * @param port port on loopback
 * @param path path and query of the request
 * @param contentType media type of the bodies
 * @param bodies each is sent once
 * @param connections requests in flight; each connection sends the next body when its answer has come
 * @param bodiesPerSecond pace; 0 sends as fast as answers come
 * @param longestNanos after this nothing more is sent
 */
public record Load(
        int port,
        String path,
        String contentType,
        Bodies bodies,
        int connections,
        double bodiesPerSecond,
        long longestNanos) {

    /** Sends everything as fast as answers come. */
    public static Load closedLoop(int port, String path, String contentType, Bodies bodies, int connections) {
        return new Load(port, path, contentType, bodies, connections, 0, Long.MAX_VALUE);
    }

    /** The same within a time. */
    public Load within(double seconds) {
        return new Load(port, path, contentType, bodies, connections, bodiesPerSecond, (long) (seconds * 1e9));
    }

    /** The same at a pace. */
    public Load paced(double perSecond) {
        return new Load(port, path, contentType, bodies, connections, perSecond, longestNanos);
    }

    byte[] head(int bodyBytes) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: " + contentType
                        + "\r\nContent-Length: " + bodyBytes + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** When a body is due, in nanoseconds since the start. */
    long dueNanos(int body) {
        return bodiesPerSecond == 0 ? 0 : (long) (body / bodiesPerSecond * 1e9);
    }
}
