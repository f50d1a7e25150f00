package io.truenow.command.ingest;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of an {@link IngestDoor}, which ends them with itself; injected, so that a simulation decides who runs when.
 *
 * @param decoding turns bytes into columns; rejects what is too much
 * @param committing carries blocks of streams to the log; its threads only wait
 * @param ticker looks after streams that wait for their clients
 */
public record DoorThreads(Executor decoding, ExecutorService committing, Ticker ticker) {

    /** Bounded platform threads that decode, so that scans cannot starve an acknowledgement, and virtual ones that wait. */
    public static DoorThreads of(IngestSettings settings) {
        ThreadPoolExecutor decoding = new ThreadPoolExecutor(
                settings.decodeThreads(),
                settings.decodeThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.decodeQueue()),
                Thread.ofPlatform().daemon().name("decode-", 0).factory());
        return new DoorThreads(decoding, Executors.newVirtualThreadPerTaskExecutor(), Ticker.onThread("stream-ticks"));
    }
}
