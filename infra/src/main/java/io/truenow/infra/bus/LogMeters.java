package io.truenow.infra.bus;

import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.meter.DurationHistogram;
import io.truenow.events.time.MicroClock;
import java.util.concurrent.atomic.LongAdder;

/** What writing and reading the log count since start. Thread-safe; adding never waits. */
public final class LogMeters {

    private final DurationHistogram appends = DurationHistogram.usual();
    private final DurationHistogram delays = DurationHistogram.usual();
    private final LongAdder durable = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder recent = new LongAdder();
    private final LongAdder fetched = new LongAdder();
    private final MicroClock clock;

    LogMeters(MicroClock clock) {
        this.clock = clock;
    }

    void appended(Append append, long micros) {
        if (append instanceof Append.Durable) {
            durable.increment();
            appends.add(micros);
        } else {
            failed.increment();
        }
    }

    void applied(long appendedMillis) {
        delays.add(clock.nowMicros() - appendedMillis * 1_000);
    }

    void recent() {
        recent.increment();
    }

    void fetched() {
        fetched.increment();
    }

    /** Times of durable appends, from handing a record over to its acknowledgement. */
    public DurationHistogram appends() {
        return appends;
    }

    /**
     * Times from the moment at which the log took a record until the hot tier has applied it, of records that came after the start. In
     * whole milliseconds, and as good as the clocks of broker and hot tier agree.
     */
    public DurationHistogram delays() {
        return delays;
    }

    /** Records that the log has acknowledged. */
    public long durable() {
        return durable.sum();
    }

    /** Records that were refused, or whose outcome is unknown. */
    public long failed() {
        return failed.sum();
    }

    /** Records that were applied as this process had just appended them, without asking a broker. */
    public long recentlyAppended() {
        return recent.sum();
    }

    /** Records that were fetched from brokers and applied. */
    public long fetchedRecords() {
        return fetched.sum();
    }
}
