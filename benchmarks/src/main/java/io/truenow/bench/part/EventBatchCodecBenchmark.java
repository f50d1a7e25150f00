package io.truenow.bench.part;

import io.truenow.bench.append.ShopBatches;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventBatchCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The stored form of event batches of W1, written and read, in microseconds a batch of 1, 1,000 or 5,000 events.
 *
 * <p>{@code ./truenow bench jmh EventBatchCodecBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EventBatchCodecBenchmark {

    /** Events of the batch. */
    @Param({"1", "1000", "5000"})
    public int events;

    private EventBatch batch = ShopBatches.batch(0, 1, false);
    private byte[] stored = new byte[0];

    /** Makes the batch and its stored form. */
    @Setup
    public void prepare() {
        batch = ShopBatches.batch(0, events, false);
        stored = EventBatchCodec.encode(batch);
    }

    /** Columns to bytes, checksum included. */
    @Benchmark
    public byte[] write() {
        return EventBatchCodec.encode(batch);
    }

    /** Bytes to columns, checksum and all checks included. */
    @Benchmark
    public EventBatchAccepted read() {
        return EventBatchAccepted.decode(stored);
    }
}
