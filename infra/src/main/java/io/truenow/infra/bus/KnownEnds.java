package io.truenow.infra.bus;

import io.truenow.events.ingest.Placement;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The furthest end that each partition of the log is known to have had, in a file of one big-endian {@code i64} a partition, so that the
 * next start notices a log that has become shorter: after a crash a broker cuts its newest file at the first record whose checksum does
 * not fit, and says so to nobody.
 *
 * <p>An end is written in place and not synced: it outlives a killed process, and after a power cut it is at most behind, because the log
 * was synced first. One that goes back would be a false alarm and is never written. Thread-safe.
 */
public final class KnownEnds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KnownEnds.class);

    private final RandomAccessFile file;
    private final AtomicLongArray ends = new AtomicLongArray(Placement.PARTITIONS);
    private boolean failed;

    /** Opens the file, or makes one that knows nothing. */
    public KnownEnds(Path path) {
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            if (file.length() < Placement.PARTITIONS * 8L) {
                file.setLength(Placement.PARTITIONS * 8L);
            }
            for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
                ends.set(partition, file.readLong());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file [" + path + "] of the log's known ends cannot be used.", e);
        }
    }

    /** Offset behind the last record that a partition is known to have had. */
    public long end(int partition) {
        return ends.get(partition);
    }

    /** A partition reaches at least so far. */
    void reaches(int partition, long end) {
        if (end > ends.get(partition)) {
            write(partition, end);
        }
    }

    private synchronized void write(int partition, long end) {
        if (end <= ends.get(partition)) {
            return;
        }
        ends.set(partition, end);
        try {
            file.seek(partition * 8L);
            file.writeLong(end);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                LOG.warn("The known ends of the log cannot be written: {}", e.getMessage());
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("The file of the log's known ends did not close: {}", e.getMessage());
        }
    }
}
