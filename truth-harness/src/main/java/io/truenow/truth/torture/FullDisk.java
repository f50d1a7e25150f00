package io.truenow.truth.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Fills the volume of the data folder under load and frees it again. One thread; the lists may be read after it. */
final class FullDisk {

    /**
     * What came of it.
     *
     * @param acknowledgedWhileFull answers 202 from the moment at which nothing was free until the filler was removed
     * @param recoverySeconds from the removal to the next 202
     * @param recovered false if the process ended, or took nothing for too long: it must be started again
     */
    record Course(long acknowledgedWhileFull, long answersWhileFull, double recoverySeconds, boolean recovered) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d answers 202 and %d counts while full, %s",
                    acknowledgedWhileFull,
                    answersWhileFull,
                    recovered
                            ? String.format(Locale.ROOT, "the next 202 %.1f s after", recoverySeconds)
                            : "restarted after disk full");
        }
    }

    private static final int STEPS = 16;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long TOP_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Volume volume;
    private final ServerProcess server;
    private final Gateway gateway;
    private final Reader reader;
    private final Findings findings;
    private final List<Course> courses = new ArrayList<>();

    FullDisk(Volume volume, ServerProcess server, Gateway gateway, Reader reader, Findings findings) {
        this.volume = volume;
        this.server = server;
        this.gateway = gateway;
        this.reader = reader;
        this.findings = findings;
    }

    /** What came of each time. */
    List<Course> courses() {
        return List.copyOf(courses);
    }

    /** Fills, holds for 5 to 15 s, frees, and waits for the next acknowledgement. */
    Course fill(Fault fault) {
        long acknowledged;
        long answers;
        try (Filler filler = new Filler(volume.folder().resolve("filler.bin"))) {
            if (fault.gradual()) {
                long step = volume.freeBytes() / STEPS + 1;
                while (filler.take(step)) {
                    LockSupport.parkNanos(STEP_NANOS);
                }
            } else {
                filler.take(Long.MAX_VALUE);
            }
            long acknowledgedBefore = gateway.acknowledgements();
            long answersBefore = reader.answered();
            long end = System.nanoTime() + (long) ((5 + fault.fraction() * 10) * SECOND);
            while (System.nanoTime() < end) {
                filler.take(Long.MAX_VALUE);
                LockSupport.parkNanos(TOP_UP_NANOS);
            }
            acknowledged = gateway.acknowledgements() - acknowledgedBefore;
            answers = reader.answered() - answersBefore;
        }
        if (answers == 0) {
            findings.add(
                    Violation.MISANSWERED,
                    "disk full " + courses.size(),
                    "no query was answered while the disk was full");
        }
        Course course = recover(acknowledged, answers);
        courses.add(course);
        return course;
    }

    private Course recover(long acknowledged, long answers) {
        long begin = System.nanoTime();
        long before = gateway.acknowledgements();
        while (server.isAlive() && System.nanoTime() - begin < TortureSettings.RECOVERY.toNanos()) {
            if (gateway.acknowledgements() > before) {
                return new Course(acknowledged, answers, (System.nanoTime() - begin) / 1e9, true);
            }
            LockSupport.parkNanos(TOP_UP_NANOS / 10);
        }
        return new Course(acknowledged, answers, (System.nanoTime() - begin) / 1e9, false);
    }
}
