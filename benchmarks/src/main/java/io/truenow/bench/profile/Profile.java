package io.truenow.bench.profile;

import java.util.List;

/**
 * Where a server's core time went during one load.
 *
 * @param load what it did
 * @param coreSeconds time of all its threads
 * @param samples samples of Java code, one each 10 ms of core time
 * @param parts shares of the samples by part, largest first
 * @param methods shares of the samples by the method on top, largest first
 * @param threads shares of the core time by kind of thread, collector and compiler included, largest first
 */
public record Profile(
        String load, double coreSeconds, long samples, List<Share> parts, List<Share> methods, List<Share> threads) {

    /** Copies the lists. */
    public Profile {
        parts = List.copyOf(parts);
        methods = List.copyOf(methods);
        threads = List.copyOf(threads);
    }

    /**
     * A share.
     *
     * @param of from 0 to 1
     */
    public record Share(String name, double of) {}
}
