package io.truenow.truth.simulation;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.binding.BoundSchemas;
import io.truenow.command.catalog.CatalogCache;
import io.truenow.command.catalog.CatalogProjection;
import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.control.ControlSettings;
import io.truenow.command.ingest.DoorThreads;
import io.truenow.command.ingest.GroupCommit;
import io.truenow.command.ingest.IngestBus;
import io.truenow.command.ingest.IngestCall;
import io.truenow.command.ingest.IngestDoor;
import io.truenow.command.ingest.IngestHandler;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.Ticker;
import io.truenow.command.port.Admissibility;
import io.truenow.command.schema.SchemaVersions;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.jspecify.annotations.Nullable;

/**
 * One life of a process: door, handler and hot tier, put together as the product does, over simulated log, disk and threads. Every call
 * to the outside is a step, at which the seed may kill it; a dead one's calls throw {@link Killed}.
 */
final class Incarnation {

    private static final ScanSettings SCANS = new ScanSettings(4, 1, 64, 100, 1_024);

    private final World world;
    private final Node node;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> callers = new ArrayList<>();
    private final CatalogProjection catalog;
    private final SerialThread sealing;
    private final HotTier tier;
    private final ScanEngine scans;
    private final IngestBus bus;
    private final IngestDoor door;
    private final PartitionReader reader;
    private boolean dead;
    private boolean closing;

    Incarnation(World world, Node node) {
        this.world = world;
        this.node = node;
        Scheduler scheduler = world.scheduler();
        sealing = new SerialThread(this, scheduler);
        FoldEnvironment environment = new FoldEnvironment(
                sealing,
                new SerialThread(this, scheduler),
                () -> scheduler.nowMicros() * 1_000,
                world.sizes().ids());
        tier = new HotTier(world.sizes().hotTier(), node.disk().seenBy(this), this::clock, environment);
        VirtualExecutor threadPerTask = new VirtualExecutor(this::start);
        scans = new ScanEngine(tier, threadPerTask, 1, SCANS);
        CatalogCache cache = new CatalogCache();
        catalog = new CatalogProjection(cache);
        world.catalog().listen(catalog);
        TableDirectory directory = new TableDirectory(
                cache,
                world.catalog(),
                new CatalogSettings(new ControlSettings(Integer.MAX_VALUE, 0, 1), TableSettings.DEFAULT),
                threadPerTask,
                () -> true);
        IngestSettings settings = world.sizes().door();
        IngestHandler handler = new IngestHandler(
                directory,
                new Admission(),
                facts -> world.log().append(this, facts),
                this::clock,
                new BoundSchemas(new SchemaVersions(), new NoSchemas(), 1),
                settings.event().maxColumns());
        bus = new IngestBus(SimpleCommandBus.builder().build(), handler);
        door = new IngestDoor(
                settings,
                new GroupCommit(settings.group(), bus::dispatch),
                directory,
                this::clock,
                new IngestMeters(),
                new DoorThreads(Runnable::run, threadPerTask, Ticker.NEVER));
        reader = new PartitionReader(world, this);
    }

    /** Admission as the product's: the disk's floor, what the hot tier says, and by seed anything. */
    private final class Admission implements Admissibility {
        @Override
        public void require(UUID tableId) {
            step("admission");
            if (node.disk().isFull() || tier.dedupFull(tableId)) {
                throw new TrueNowException(ErrorCode.STORAGE_FULL, "The disk is below its floor.");
            }
            if (world.faults().happens(Fault.ADMISSION_REFUSED, 0.02)) {
                throw new TrueNowException(ErrorCode.LAG_LIMIT, "The hot tier is too far behind.");
            }
        }

        @Override
        public @Nullable Long watermarkMicros(UUID tableId) {
            requireAlive();
            OptionalLong micros = tier.watermarkMicros(tableId);
            return micros.isPresent() ? micros.getAsLong() : null;
        }
    }

    private long clock() {
        return world.scheduler().nowMicros() + node.skewMicros();
    }

    /** Starts a thread that dies with the process. */
    Thread start(Runnable body) {
        Thread thread = world.scheduler().start(() -> {
            requireAlive();
            body.run();
        });
        threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        return thread;
    }

    void requireAlive() {
        if (dead || world.scheduler().stopping()) {
            throw new Killed();
        }
    }

    /** A call to the outside: others may run meanwhile, and the seed may end the process or all of them. */
    void step(String what) {
        step(what, 1);
    }

    /** A step at which the process dies so many times as often as at others. */
    void step(String what, int danger) {
        requireAlive();
        Faults faults = world.faults();
        if (faults.happens(Fault.PROCESS_CRASH, 0.005 * danger)) {
            world.cluster().crash(this, what);
        } else if (faults.happens(Fault.MACHINE_CRASH, 0.002 * danger)) {
            world.cluster().crashMachine(what);
        } else if (faults.happens(Fault.STALL, 0.0005)) {
            world.scheduler().sleep(500_000 + faults.number(3_000_000));
        } else {
            world.scheduler().pass();
        }
        requireAlive();
    }

    /**
     * A client's request.
     *
     * @return null if the process died meanwhile
     */
    @Nullable
    JsonAnswer ingest(IngestCall call, byte[] body) {
        Thread self = Thread.currentThread();
        callers.add(self);
        try {
            JsonAnswer answer = door.ingest(call, new ByteArrayInputStream(body));
            // The way back to the client.
            world.scheduler().pass();
            return dead ? null : answer;
        } catch (Killed e) {
            if (world.scheduler().stopping()) {
                throw e;
            }
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            callers.remove(self);
            Thread.interrupted();
        }
    }

    /** Ends at once. */
    void kill() {
        if (dead) {
            return;
        }
        dead = true;
        world.catalog().forget(catalog);
        for (Thread thread : threads) {
            interrupt(thread);
        }
        for (Thread thread : callers) {
            interrupt(thread);
        }
    }

    private static void interrupt(Thread thread) {
        if (thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }

    /** Ends in order: partitions are given back, checkpoints are written; then it is dead. */
    void close(Runnable afterwards) {
        closing = true;
        start(() -> {
            reader.close();
            tier.close();
            sealing.close();
            bus.close();
            afterwards.run();
        });
    }

    boolean isDead() {
        return dead;
    }

    /** Whether clients can connect. */
    boolean isOpen() {
        return !dead && !closing;
    }

    Node node() {
        return node;
    }

    HotTier tier() {
        return tier;
    }

    ScanEngine scans() {
        return scans;
    }

    PartitionReader reader() {
        return reader;
    }
}
