package io.truenow.command.ingest;

import io.truenow.command.binding.BoundSchemas;
import io.truenow.command.catalog.CatalogCache;
import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.catalog.MemoryControlPlane;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.control.ControlSettings;
import io.truenow.command.limit.IngestLimits;
import io.truenow.command.port.Admissibility;
import io.truenow.command.schema.MemorySchemas;
import io.truenow.command.schema.SchemaVersions;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.time.MicroClock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.jspecify.annotations.Nullable;

/** The command side put together from its real parts over a log and an event store in memory. */
final class Gateway implements AutoCloseable {

    /** 2026-11-20T00:00:00Z. */
    static final long NOW = 1_795_132_800_000_000L;

    /** Few tables, made at once. */
    static final CatalogSettings CATALOG =
            new CatalogSettings(new ControlSettings(5_000, 0, 20), TableSettings.DEFAULT);

    final MicroClock clock = () -> NOW;
    final MemoryLog log = new MemoryLog();
    final SchemaVersions schemaVersions = new SchemaVersions();
    final MemorySchemas schemas = new MemorySchemas();
    final MemoryControlPlane controlPlane = new MemoryControlPlane(clock, schemas, schemaVersions);
    final CatalogCache cache = controlPlane.cache();
    final Gate gate = new Gate();
    final IngestMeters meters = new IngestMeters();
    final AtomicInteger maxEventBytes = new AtomicInteger(1 << 20);
    final AtomicInteger maxRecordEvents = new AtomicInteger(10_000);
    private final LiveLimits live = new LiveLimits(maxEventBytes::get, maxRecordEvents::get);
    final TableDirectory directory;
    final GroupCommit group;
    final IngestDoor door;
    final IngestHandler handler;
    private final IngestBus bus;

    /** Admission as a test says. */
    static final class Gate implements Admissibility {
        volatile @Nullable RuntimeException refusal;
        volatile @Nullable Long watermark;

        @Override
        public void require(UUID tableId) {
            RuntimeException why = refusal;
            if (why != null) {
                throw why;
            }
        }

        @Override
        public @Nullable Long watermarkMicros(UUID tableId) {
            return watermark;
        }
    }

    Gateway(IngestSettings settings, CatalogSettings catalog) {
        this(settings, catalog, DoorThreads.of(settings));
    }

    Gateway(IngestSettings settings, CatalogSettings catalog, DoorThreads threads) {
        this(settings, catalog, threads, null);
    }

    Gateway(IngestSettings settings, CatalogSettings catalog, DoorThreads threads, @Nullable IngestLimits limits) {
        directory = new TableDirectory(cache, controlPlane.gateway(), catalog);
        handler = new IngestHandler(
                directory,
                gate,
                log,
                clock,
                new BoundSchemas(schemaVersions, schemas, 10),
                settings.event().maxColumns(),
                live);
        bus = new IngestBus(SimpleCommandBus.builder().build(), handler);
        group = new GroupCommit(settings.group(), bus::dispatch);
        door = new IngestDoor(settings, live, group, directory, clock, meters, threads, limits);
    }

    Gateway() {
        this(IngestSettings.defaults(), CATALOG);
    }

    @Override
    public void close() {
        door.close();
        bus.close();
    }
}
