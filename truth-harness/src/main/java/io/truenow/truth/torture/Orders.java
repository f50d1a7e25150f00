package io.truenow.truth.torture;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Orders the server under load not to take something, and later to take it again: a table is paused, the clients' key revoked; perhaps it
 * is killed in between. What it answers is held against the order by {@link Gateway}. One thread.
 */
final class Orders {

    /** The tables that can be paused; they live as long as the run. */
    static final List<String> TABLES = List.of("t0", "t1", "t2", "lines");

    /** Events a second of a limit: far below what the clients send, so that it refuses. */
    private static final int RATE = 200;

    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Administrator administrator;
    private final Prohibitions prohibitions;
    private final Gateway gateway;
    private final Findings findings;

    Orders(Administrator administrator, Prohibitions prohibitions, Gateway gateway, Findings findings) {
        this.administrator = administrator;
        this.prohibitions = prohibitions;
        this.gateway = gateway;
        this.findings = findings;
    }

    /** Gives the clients a key, without which none can be revoked. */
    void giveKey() {
        prohibitions.use(administrator.makeKey());
    }

    /**
     * Pauses a table for a while.
     *
     * @param between kills the server in the middle and starts it again; null for nothing
     * @return what came of it, in words
     */
    String pauseTable(Fault fault, @Nullable DoubleSupplier between) {
        String table = TABLES.get((int) (fault.fraction() * TABLES.size()));
        Prohibition paused = prohibitions.begin(table);
        administrator.setStatus(table, "paused");
        paused.inForce(System.nanoTime());
        String meanwhile = meanwhile(fault, between);
        paused.lifting(System.nanoTime());
        administrator.setStatus(table, "active");
        paused.lifted(System.nanoTime());
        double next = awaitAcknowledgement(table, gateway.acknowledgements(table));
        return String.format(
                Locale.ROOT,
                "%s paused%s, %d refusals, the next 202 %.1f s after it took events again",
                table,
                meanwhile,
                paused.refusals(),
                next);
    }

    /**
     * Revokes the clients' key, lets them go on with it for a while, and gives them another.
     *
     * @param between as of {@link #pauseTable}
     * @return what came of it, in words
     */
    String revokeKey(Fault fault, @Nullable DoubleSupplier between) {
        Prohibitions.Key old = prohibitions.key();
        if (old == null) {
            throw new IllegalStateException("The clients have no key.");
        }
        Prohibitions.Key next = administrator.makeKey();
        Prohibition revoked = prohibitions.begin(old.id());
        administrator.revoke(old);
        revoked.inForce(System.nanoTime());
        String meanwhile = meanwhile(fault, between);
        long before = gateway.acknowledgements();
        prohibitions.use(next);
        double seconds = awaitAcknowledgement("another key", before);
        return String.format(
                Locale.ROOT,
                "key revoked%s, %d refusals, the next 202 %.1f s after the clients had another",
                meanwhile,
                revoked.refusals(),
                seconds);
    }

    /**
     * Limits the rate of the clients' events for a while, far below what they send.
     *
     * @param between as of {@link #pauseTable}
     * @param acknowledged events acknowledged so far
     * @return what came of it, in words
     */
    String limitRate(Fault fault, @Nullable DoubleSupplier between, LongSupplier acknowledged) {
        Prohibition limited = prohibitions.begin(Prohibition.EVERYTHING);
        administrator.limit(RATE);
        // What was let through before may still be answered.
        LockSupport.parkNanos(SECOND);
        long begin = System.nanoTime();
        long before = acknowledged.getAsLong();
        String meanwhile = meanwhile(fault, between);
        LockSupport.parkNanos(SECOND);
        long taken = acknowledged.getAsLong() - before;
        double seconds = (System.nanoTime() - begin) / 1e9;
        limited.lifting(System.nanoTime());
        administrator.unlimit();
        limited.lifted(System.nanoTime());
        // A bucket that is full lets a second's events through at once; a server that starts begins with a full one.
        double most = RATE * (seconds + (between == null ? 1 : 2)) * 1.01;
        if (taken > most) {
            findings.add(
                    Violation.TRESPASSED,
                    fault.kind().word() + " " + before,
                    taken + " events were acknowledged in " + seconds + " s of a limit of " + RATE + " a second");
        }
        double next = awaitAcknowledgement("without a limit", gateway.acknowledgements());
        return String.format(
                Locale.ROOT,
                "limit of %d events a second%s, %d acknowledged in %.1f s, %d refusals, the next 202 %.1f s after it",
                RATE,
                meanwhile,
                taken,
                seconds,
                limited.refusals(),
                next);
    }

    private static String meanwhile(Fault fault, @Nullable DoubleSupplier between) {
        LockSupport.parkNanos((long) ((0.5 + fault.fraction() * 2) * SECOND));
        if (between == null) {
            return "";
        }
        double restart = between.getAsDouble();
        LockSupport.parkNanos(SECOND / 2);
        return String.format(Locale.ROOT, ", killed meanwhile, ready after %.1f s", restart);
    }

    private double awaitAcknowledgement(String thing, long before) {
        long begin = System.nanoTime();
        boolean table = TABLES.contains(thing);
        while ((table ? gateway.acknowledgements(thing) : gateway.acknowledgements()) == before) {
            if (System.nanoTime() - begin > AGAIN.toNanos()) {
                findings.add(
                        Violation.LATE,
                        thing + " " + before,
                        "nothing was acknowledged within " + AGAIN.toSeconds() + " s after it could be");
                break;
            }
            LockSupport.parkNanos(SECOND / 50);
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
