package io.truenow.hottier.checkpoint;

import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.port.Disk;
import java.io.IOException;
import java.util.ArrayList;
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
    /** Good generations and the files that they refer to. */
    private final TreeMap<Long, Set<String>> good = new TreeMap<>();
    /** The shards of the newest good generation. */
    private Map<StoredShard.Key, StoredShard> stored = Map.of();

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

    /** The newest good checkpoint; torn or flipped ones are skipped with a warning. */
    public Optional<PartitionCapture> load() throws IOException {
        List<Long> generations = generations();
        for (int i = generations.size() - 1; i >= 0; i--) {
            long generation = generations.get(i);
            Set<String> files = new HashSet<>();
            try {
                ManifestCodec.Read read = ManifestCodec.read(disk, manifest(generation), partition, files);
                good.put(generation, files);
                stored = read.shards();
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
        good.put(generation, files);
        while (good.size() > KEPT) {
            good.pollFirstEntry();
        }
        deleteUnreferenced();
    }

    private void deleteUnreferenced() throws IOException {
        Set<String> keep = new HashSet<>();
        for (Map.Entry<Long, Set<String>> entry : good.entrySet()) {
            keep.add(manifest(entry.getKey()));
            keep.addAll(entry.getValue());
        }
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
