package io.truenow.launcher.doctor;

import io.truenow.events.time.MicroClock;
import java.time.Instant;
import java.util.Locale;

/** Checks of the machine: Java, memory, file descriptors, clock. Each takes what it judges, so that a fault can be planted. */
final class MachineChecks {

    static final int JAVA = 25;
    /** Fewer are enough for a start, but not for many tables: the broker keeps several files of each segment open. */
    static final long DESCRIPTORS = 4_096;

    private static final double MEMORY_SHARE = 0.6;
    private static final long GIB = 1L << 30;
    private static final long BUILT_AFTER_MICROS =
            Instant.parse("2025-01-01T00:00:00Z").toEpochMilli() * 1_000;

    private MachineChecks() {}

    static Finding java(int feature, String version) {
        return feature >= JAVA
                ? Finding.ok("java", version)
                : Finding.fail(
                        "java",
                        "It is " + version + ".",
                        "Install a JDK " + JAVA + " or newer and set JAVA_HOME to it.");
    }

    /** @param budgetBytes of the hot tier */
    static Finding memory(long totalBytes, long budgetBytes) {
        String found = gib(totalBytes) + " GiB in all, " + gib(budgetBytes) + " GiB of it for the hot tier.";
        return budgetBytes > totalBytes * MEMORY_SHARE
                ? Finding.warn(
                        "memory",
                        found,
                        "Set HOT_TIER_MEMORY_GB to at most " + gib((long) (totalBytes * MEMORY_SHARE)) + ".")
                : Finding.ok("memory", found);
    }

    /** @param limit files that a process may hold open; not positive if the system does not say */
    static Finding descriptors(long limit) {
        if (limit <= 0) {
            return Finding.unknown("open files", "The system does not say how many files a process may hold open.");
        }
        String found = "A process may hold " + limit + " files open.";
        return limit < DESCRIPTORS
                ? Finding.warn(
                        "open files", found, "Raise the limit to " + DESCRIPTORS + " or more (ulimit -n, LimitNOFILE).")
                : Finding.ok("open files", found);
    }

    /** @param lastStartMicros when the server of the data folder was started; 0 if none is known */
    static Finding clock(MicroClock clock, long lastStartMicros) {
        long now = clock.nowMicros();
        String found = "It is " + Instant.ofEpochMilli(now / 1_000) + ".";
        if (now < BUILT_AFTER_MICROS || now < lastStartMicros) {
            String before = now < BUILT_AFTER_MICROS ? "this product was written" : "the server here was started";
            return Finding.fail(
                    "clock",
                    found + " That is before " + before + ".",
                    "Set the clock; events ahead of it are refused.");
        }
        return Finding.ok("clock", found + " Whether it is synchronised is not known here.");
    }

    static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) GIB);
    }
}
