package io.truenow.truth.torture;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes a server away from the product for some seconds, gives it back, and measures until events are taken again. Without its log the
 * product must acknowledge nothing; without catalogue or cache it must go on with what it knows. One thread.
 */
final class PartStriker {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Acknowledgements that a frozen broker had sent before may still come in for so long. */
    private static final long LAST_ANSWERS_NANOS = SECOND;

    private final OutsideParts parts;
    private final Gateway gateway;
    private final Load load;
    private final Findings findings;

    PartStriker(OutsideParts parts, Gateway gateway, Load load, Findings findings) {
        this.parts = parts;
        this.gateway = gateway;
        this.load = load;
        this.findings = findings;
    }

    /** Does a fault to its part; what came of it, in words. */
    String strike(Fault fault) {
        PartProcess part =
                switch (fault.kind()) {
                    case KAFKA_STOP, KAFKA_KILL, KAFKA_PAUSE -> parts.kafka();
                    case POSTGRES_STOP, POSTGRES_KILL, POSTGRES_PAUSE -> parts.postgres();
                    case REDIS_KILL, REDIS_PAUSE -> parts.redis().orElseThrow();
                    default -> throw new IllegalArgumentException(fault.kind().word());
                };
        boolean paused = fault.kind().word().endsWith("pause");
        takeAway(fault.kind(), part);
        load.nextRound();
        LockSupport.parkNanos(LAST_ANSWERS_NANOS);
        long before = gateway.acknowledgements();
        LockSupport.parkNanos((long) ((1 + fault.fraction() * 6) * SECOND));
        long meanwhile = gateway.acknowledgements() - before;
        judge(fault.kind(), part, meanwhile);
        if (paused) {
            part.resume();
        } else {
            part.start();
        }
        return String.format(
                Locale.ROOT,
                "away %.1f s, %d answers 202 meanwhile, the next %.1f s after it was back",
                2 + fault.fraction() * 6,
                meanwhile,
                recover(part));
    }

    private static void takeAway(FaultKind kind, PartProcess part) {
        switch (kind) {
            case KAFKA_STOP, POSTGRES_STOP -> part.stop();
            case KAFKA_PAUSE, POSTGRES_PAUSE, REDIS_PAUSE -> part.pause();
            default -> part.kill();
        }
    }

    private void judge(FaultKind kind, PartProcess part, long meanwhile) {
        if (part.equals(parts.kafka()) && meanwhile > 0) {
            findings.add(
                    Violation.MISANSWERED,
                    kind.word() + " " + load.round(),
                    meanwhile + " requests were acknowledged while there was no log");
        }
        // Without the catalogue every client soon waits for a new table; silence then says nothing of known ones.
        if (kind.redis() && meanwhile == 0) {
            findings.add(
                    Violation.LATE,
                    kind.word() + " " + load.round(),
                    "nothing was acknowledged while [" + part.name() + "] was away, which ingest does not need");
        }
    }

    private double recover(PartProcess part) {
        long begin = System.nanoTime();
        long before = gateway.acknowledgements();
        long limit = TortureSettings.PART_RECOVERY.toNanos();
        while (gateway.acknowledgements() == before && System.nanoTime() - begin < 3 * limit) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        long took = System.nanoTime() - begin;
        if (took > limit) {
            findings.add(
                    Violation.LATE,
                    part.name() + " " + load.round(),
                    "the next acknowledgement came " + took / SECOND + " s after it was back, more than "
                            + TortureSettings.PART_RECOVERY.toSeconds());
        }
        return took / 1e9;
    }
}
