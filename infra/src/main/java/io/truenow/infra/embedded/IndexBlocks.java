package io.truenow.infra.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the broker's index files their blocks on the disk before they are needed. Kafka maps them into memory as sparse files; a page
 * that finds no room when it is first written fails in the middle of an append, after the record is in its segment and before the
 * broker counts it, and the next record would get the same offset. With the blocks there, a full disk fails the segment's own
 * write, which Kafka takes back.
 *
 * <p>Looks once a second for files that are new or have changed their size, and asks the file system by {@code fallocate(2)}, which
 * changes neither content nor size. Where that is not to be had, it says so once and leaves the files as they are. One thread of
 * its own.
 */
final class IndexBlocks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexBlocks.class);
    private static final int READ_WRITE = 2;
    private static final int KEEP_SIZE = 1;
    private static final int DEPTH = 2;

    private final Path folder;
    private final Map<Path, Long> done = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("truenow-index-blocks").factory());
    private boolean refused;

    /** Looks at the folder of a broker's log. */
    IndexBlocks(Path folder) {
        this.folder = folder;
    }

    /** Looks now, and then once a second. */
    void begin() {
        reserve();
        var unused = thread.scheduleWithFixedDelay(this::reserve, 1, 1, TimeUnit.SECONDS);
    }

    /** Reserves the blocks of all index files that are new or have another size than before. */
    synchronized void reserve() {
        try {
            List<Path> files = files();
            done.keySet().retainAll(files);
            for (Path file : files) {
                long size = Files.size(file);
                Long before = done.put(file, size);
                if (!refused && size > 0 && (before == null || before != size)) {
                    reserve(file, size);
                }
            }
        } catch (IOException | UncheckedIOException changing) {
            LOG.debug("The index files are looked at again: {}", changing.getMessage());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            return found.filter(IndexBlocks::isIndex).toList();
        }
    }

    private static boolean isIndex(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".index") || name.endsWith(".timeindex");
    }

    private void reserve(Path file, long bytes) {
        if (!FileBlocks.reserve(file, bytes)) {
            done.remove(file);
            if (Files.exists(file) && file.toFile().getUsableSpace() > bytes) {
                refused = true;
                LOG.warn("The file system of [{}] does not reserve blocks; index files stay sparse.", folder);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** {@code fallocate(2)} of the C library. */
    private static final class FileBlocks {

        private static final Linker LINKER = Linker.nativeLinker();
        private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
        private static final MethodHandle OPEN = LINKER.downcallHandle(
                LIBRARY.findOrThrow("open"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        private static final MethodHandle RESERVE = LINKER.downcallHandle(
                LIBRARY.findOrThrow("fallocate"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG));
        private static final MethodHandle CLOSE = LINKER.downcallHandle(
                LIBRARY.findOrThrow("close"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        private FileBlocks() {}

        /** Whether the file system gave the first bytes of a file their blocks. */
        static boolean reserve(Path file, long bytes) {
            try (Arena arena = Arena.ofConfined()) {
                int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), READ_WRITE);
                if (descriptor < 0) {
                    return false;
                }
                try {
                    return (int) RESERVE.invokeExact(descriptor, KEEP_SIZE, 0L, bytes) == 0;
                } finally {
                    int unused = (int) CLOSE.invokeExact(descriptor);
                }
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("A call into the C library failed.", e);
            }
        }
    }
}
