package io.truenow.hottier.checkpoint;

import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.port.Disk;
import io.truenow.hottier.read.CheckpointFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one partition on disk: a manifest per generation, and files that are written once and that manifests refer to
 * by name and checksum (states of table shards, sealed segments, full generations of ids). Two good generations are kept. A manifest counts only if it and
 * all that it refers to read back whole. Not thread-safe: one caller at a time.
 */
public final class CheckpointStore {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final String MANIFEST = "manifest-";
    private static final int KEPT = 2;

    private final Disk disk;
    private final int partition;
    private final String folder;
    private int skipped;
    /** Good generations. */
    private final TreeMap<Long, Generation> good = new TreeMap<>();
    /** Bytes of their files, which never change. */
    private final Map<String, Long> sizes = new HashMap<>();

    private volatile List<CheckpointFigures> figures = List.of();
    /** The shards of the newest good generation. */
    private Map<StoredShard.Key, StoredShard> stored = Map.of();

    /** A good generation and the files that it refers to. */
    private record Generation(long nextOffset, long takenMicros, Set<String> files) {}

    /** The checkpoints of a partition. */
    public CheckpointStore(Disk disk, int partition) {
        this.disk = disk;
        this.partition = partition;
        this.folder = String.format(Locale.ROOT, "checkpoint/%02d", partition);
    }

    /** Checkpoints that {@link #load} passed over, because they were damaged. */
    public int skipped() {
        return skipped;
    }

    /** Good checkpoints that this process read or wrote and that are kept, oldest first. Any thread may ask. */
    public List<CheckpointFigures> figures() {
        return figures;
    }

    /** The newest good checkpoint; torn or flipped ones are skipped with a warning. */
    public Optional<PartitionCapture> load() throws IOException {
        List<Long> generations = generations();
        for (int i = generations.size() - 1; i >= 0; i--) {
            long generation = generations.get(i);
            Set<String> files = new HashSet<>();
            try {
                ManifestCodec.Read read = ManifestCodec.read(disk, manifest(generation), partition, files);
                good.put(
                        generation,
                        new Generation(
                                read.capture().nextOffset(), read.capture().takenMicros(), files));
                stored = read.shards();
                look();
                return Optional.of(read.capture());
            } catch (CorruptFileException e) {
                skipped++;
                LOG.warn("Checkpoint [{}] is skipped: {}", manifest(generation), e.getMessage());
            } catch (IOException
                    | IllegalArgumentException
                    | IndexOutOfBoundsException
                    | NegativeArraySizeException e) {
                skipped++;
                LOG.warn("Checkpoint [{}] is skipped, it cannot be read.", manifest(generation), e);
            }
        }
        return Optional.empty();
    }

    /** Writes a checkpoint; after the return it is the newest good one. */
    public void write(PartitionCapture capture) throws IOException {
        List<Long> generations = generations();
        long generation = generations.isEmpty() ? 1 : generations.getLast() + 1;
        String prefix = String.format(Locale.ROOT, "%s/%012d-", folder, generation);
        stored = ManifestCodec.write(disk, manifest(generation), prefix, capture, stored);
        Set<String> files = new HashSet<>();
        stored.values().forEach(shard -> files.addAll(shard.names()));
        good.put(generation, new Generation(capture.nextOffset(), capture.takenMicros(), files));
        while (good.size() > KEPT) {
            good.pollFirstEntry();
        }
        deleteUnreferenced();
        look();
    }

    /** Brings the figures up to date. A file whose size cannot be had counts as empty, since figures stop no checkpoint. */
    private void look() {
        List<CheckpointFigures> now = new ArrayList<>();
        Set<String> known = new HashSet<>();
        good.forEach((number, generation) -> {
            Set<String> files = new HashSet<>(generation.files());
            files.add(manifest(number));
            known.addAll(files);
            now.add(new CheckpointFigures(
                    partition,
                    number,
                    number.equals(good.lastKey()),
                    generation.nextOffset(),
                    generation.takenMicros(),
                    files.size(),
                    files.stream().mapToLong(this::size).sum()));
        });
        sizes.keySet().retainAll(known);
        figures = List.copyOf(now);
    }

    private long size(String name) {
        return sizes.computeIfAbsent(name, file -> {
            try {
                return disk.bytes(file);
            } catch (IOException e) {
                LOG.warn("The size of [{}] is not known.", file, e);
                return 0L;
            }
        });
    }

    private void deleteUnreferenced() throws IOException {
        Set<String> keep = new HashSet<>();
        good.forEach((number, generation) -> {
            keep.add(manifest(number));
            keep.addAll(generation.files());
        });
        for (String name : files()) {
            if (!keep.contains(name)) {
                disk.delete(name);
            }
        }
    }

    private String manifest(long generation) {
        return String.format(Locale.ROOT, "%s/%s%012d", folder, MANIFEST, generation);
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : disk.list(folder)) {
            files.add(name.startsWith(folder + "/") ? name : folder + "/" + name);
        }
        return files;
    }

    private List<Long> generations() throws IOException {
        String start = folder + "/" + MANIFEST;
        List<Long> generations = new ArrayList<>();
        for (String name : files()) {
            if (name.startsWith(start) && name.length() == start.length() + 12) {
                generations.add(Long.parseLong(name.substring(start.length())));
            }
        }
        generations.sort(null);
        return generations;
    }
}
