package io.truenow.infra.external;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bounded wait of a start for a server that somebody else runs, said aloud every few seconds. Not thread-safe. */
final class Patience {

    /** Name of the setting of the bound. */
    static final String SETTING = "TRUENOW_PARTS_WAIT_SECONDS";

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long PAUSE_MILLIS = 250;
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String server;
    private final String trouble;
    private final Duration wait;
    private final long begin = System.nanoTime();
    private long nextReport = begin;
    private String last = "";

    /**
     * @param server its name and address, to begin a sentence
     * @param trouble what it does or is, to go on with
     */
    Patience(String server, String trouble, Duration wait) {
        this.server = server;
        this.trouble = trouble;
        this.wait = wait;
    }

    /** Waits a moment; false if the bound has passed. */
    boolean pause(String reason) throws InterruptedException {
        last = reason;
        long now = System.nanoTime();
        if (now - begin > wait.toNanos()) {
            return false;
        }
        if (now - nextReport >= 0) {
            nextReport = now + REPORT_NANOS;
            LOG.warn(
                    "{} {}; waiting ({} of {} s). {}",
                    server,
                    trouble,
                    TimeUnit.NANOSECONDS.toSeconds(now - begin),
                    wait.toSeconds(),
                    reason);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        return true;
    }

    /** For the end of the start. */
    String sentence(String addressSetting) {
        return server + " did not answer within [" + wait.toSeconds() + "] s (" + last + "); start it, mend ["
                + addressSetting + "], or raise [" + SETTING + "].";
    }
}
