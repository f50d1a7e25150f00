package io.truenow.hottier.ingest;

import io.truenow.hottier.dedup.IdMatching;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * What the fold takes from the machine beside disk and clock; injected, so that a simulation decides who runs when.
 *
 * @param sealing where segments are sealed; ended with the hot tier if it is an executor service
 * @param checkpointing where checkpoints are written; ended with the hot tier
 * @param nanoTime passing time in nanoseconds, as {@link System#nanoTime()}: says when a checkpoint is due
 * @param ids how repeated event ids are found
 */
public record FoldEnvironment(Executor sealing, CheckpointThread checkpointing, LongSupplier nanoTime, IdMatching ids) {

    /** Two platform threads, the machine's time, exact ids. */
    public static FoldEnvironment platform() {
        return sealingBy(Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("hot-tier-seal").daemon().factory()));
    }

    /** As {@link #platform()}, with segments sealed elsewhere. */
    public static FoldEnvironment sealingBy(Executor sealing) {
        return new FoldEnvironment(sealing, CheckpointThread.platform(), System::nanoTime, IdMatching.EXACT);
    }
}
