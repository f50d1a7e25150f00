package io.truenow.hottier.checkpoint;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.hottier.dedup.ConflictingDuplicate;
import io.truenow.hottier.dedup.DuplicateStore;
import io.truenow.hottier.dedup.IdGeneration;
import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import io.truenow.hottier.format.StoredFile;
import io.truenow.hottier.port.Disk;
import io.truenow.hottier.segment.Dictionary;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.segment.SegmentCodec;
import io.truenow.hottier.segment.ShardDictionaries;
import io.truenow.hottier.shard.ShardCapture;
import io.truenow.hottier.shard.ShardCounts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stored form of a checkpoint, version 4: a manifest, and the files that it refers to. Version 3, which has no whole numbers, version 2,
 * which has ids byte by byte, and version 1, which holds the states of the shards in the manifest, are read as well. Thread-safe.
 */
final class ManifestCodec {

    private static final int VERSION = 4;
    private static final int MANIFEST = 0x4D4B4354;
    private static final int SHARD = 0x484B4354;
    private static final int SEGMENT = 0x534B4354;
    private static final int IDS = 0x494B4354;

    private ManifestCodec() {}

    /** What a shard keeps in files of their own. */
    private record ShardFiles(List<StoredFile> segments, List<StoredFile> ids) {}

    /** A checkpoint that was read, and the files of its shards, of version 2 only. */
    record Read(PartitionCapture capture, Map<StoredShard.Key, StoredShard> shards) {}

    /**
     * Writes what is not on disk yet, then the manifest.
     *
     * @param before shards as they are on disk; those that have not changed since are not written again
     * @return the shards of the manifest
     */
    static Map<StoredShard.Key, StoredShard> write(
            Disk disk,
            String manifest,
            String prefix,
            PartitionCapture capture,
            Map<StoredShard.Key, StoredShard> before)
            throws IOException {
        Map<StoredShard.Key, StoredShard> shards = new LinkedHashMap<>();
        for (ShardCapture shard : capture.shards()) {
            StoredShard stored = before.get(StoredShard.Key.of(shard));
            if (stored == null || !stored.state().equals(StoredShard.State.of(shard))) {
                stored = store(disk, prefix + shard.tableId() + "-" + shard.shard(), shard);
            }
            shards.put(StoredShard.Key.of(shard), stored);
        }
        disk.write(manifest, stream -> {
            FrameWriter out = new FrameWriter(stream, MANIFEST, VERSION);
            out.int32(capture.partition());
            out.int64(capture.nextOffset());
            out.int64(capture.takenMicros());
            writeFileNames(shards.values().stream().map(StoredShard::file).toList(), out);
            out.finish();
        });
        return shards;
    }

    private static StoredShard store(Disk disk, String prefix, ShardCapture shard) throws IOException {
        ShardFiles files = writeFiles(disk, prefix, shard);
        StoredFile file = store(disk, prefix + "-state", SHARD, out -> writeShard(shard, files, out));
        Set<String> names = new HashSet<>();
        names.add(file.name());
        files.segments().forEach(segment -> names.add(segment.name()));
        files.ids().forEach(ids -> names.add(ids.name()));
        return new StoredShard(StoredShard.State.of(shard), file, Set.copyOf(names));
    }

    private static ShardFiles writeFiles(Disk disk, String prefix, ShardCapture shard) throws IOException {
        List<StoredFile> segments = new ArrayList<>();
        for (Segment segment : shard.sealed()) {
            StoredFile file = segment.stored();
            if (file == null) {
                file = store(
                        disk,
                        prefix + "-segment-" + segment.number(),
                        SEGMENT,
                        out -> SegmentCodec.write(segment, shard.dictionaries().views(), out));
                segment.storedAs(file);
            }
            segments.add(file);
        }
        List<StoredFile> ids = new ArrayList<>();
        List<IdGeneration> generations = shard.ids().generations();
        for (int i = 0; i < generations.size() - 1; i++) {
            long number = shard.ids().firstGeneration() + i;
            ids.add(generations.get(i).store(disk, prefix + "-ids-" + number));
        }
        return new ShardFiles(segments, ids);
    }

    /** Writes one file's values. */
    private interface Content {
        void writeTo(FrameWriter out) throws IOException;
    }

    private static StoredFile store(Disk disk, String name, int magic, Content content) throws IOException {
        long[] checksum = new long[1];
        disk.write(name, stream -> {
            FrameWriter out = new FrameWriter(stream, magic, VERSION);
            content.writeTo(out);
            checksum[0] = out.finish();
        });
        return new StoredFile(name, checksum[0]);
    }

    private static void writeShard(ShardCapture shard, ShardFiles files, FrameWriter out) throws IOException {
        out.int64(shard.tableId().getMostSignificantBits());
        out.int64(shard.tableId().getLeastSignificantBits());
        out.text(shard.ref().tenant());
        out.text(shard.ref().namespace());
        out.text(shard.ref().table());
        out.int32(shard.settings().shards());
        out.int64(shard.settings().dedupWindowMicros());
        out.int64(shard.settings().retentionMicros());
        out.int32(shard.shard());
        out.int64(shard.position());
        out.int64(shard.counts().logged());
        out.int64(shard.counts().stored());
        out.int64(shard.counts().duplicates());
        out.int64(shard.counts().conflicting());
        out.int64(shard.counts().late());
        out.int64(shard.watermarkMicros());
        out.int64(shard.incompleteBeforeMicros());
        out.int64(shard.nextSegment());
        out.int32(shard.columns().size());
        for (ColumnSpec column : shard.columns()) {
            out.int8(column.role().code());
            out.int8(column.type().code());
            out.text(column.name());
        }
        writeDictionaries(shard.dictionaries(), out);
        writeFileNames(files.segments(), out);
        Segment growing = shard.growing();
        out.int8(growing == null ? 0 : 1);
        if (growing != null) {
            SegmentCodec.write(growing, shard.dictionaries().views(), out);
        }
        out.int64(shard.ids().windowMicros());
        out.int64(shard.ids().clockMicros());
        out.int64(shard.ids().firstGeneration());
        writeFileNames(files.ids(), out);
        List<IdGeneration> generations = shard.ids().generations();
        out.int8(generations.isEmpty() ? 0 : 1);
        if (!generations.isEmpty()) {
            generations.getLast().writeTo(out);
        }
        out.int32(shard.conflicts().size());
        for (ConflictingDuplicate conflict : shard.conflicts()) {
            out.int64(conflict.offset());
            out.int32(conflict.index());
            out.text(conflict.eventId());
        }
    }

    private static void writeDictionaries(ShardDictionaries.Capture dictionaries, FrameWriter out) throws IOException {
        out.int32(dictionaries.views().size());
        for (Map.Entry<String, Dictionary.View> entry : dictionaries.views().entrySet()) {
            out.text(entry.getKey());
            out.int8(dictionaries.full().contains(entry.getKey()) ? 1 : 0);
            entry.getValue().writeTo(out);
        }
    }

    private static void writeFileNames(List<StoredFile> files, FrameWriter out) throws IOException {
        out.int32(files.size());
        for (StoredFile file : files) {
            out.text(file.name());
            out.int64(file.checksum());
        }
    }

    /** Reads a checkpoint whole; {@code names} gets the names of the files that it refers to. */
    static Read read(Disk disk, String manifest, int partition, Set<String> names) throws IOException {
        try (InputStream stream = disk.read(manifest)) {
            FrameReader in = new FrameReader(stream, MANIFEST, VERSION);
            if (in.int32() != partition) {
                throw new CorruptFileException("The checkpoint is of another partition.");
            }
            long nextOffset = in.int64();
            long takenMicros = in.int64();
            List<ShardCapture> shards = new ArrayList<>();
            Map<StoredShard.Key, StoredShard> stored = new LinkedHashMap<>();
            if (in.version() == 1) {
                int count = in.int32();
                for (int i = 0; i < count; i++) {
                    shards.add(readShard(disk, partition, names, in));
                }
            } else {
                for (StoredFile file : readFileNames(in, names)) {
                    Set<String> own = new HashSet<>();
                    own.add(file.name());
                    ShardCapture shard = load(disk, file, SHARD, part -> readShard(disk, partition, own, part));
                    shards.add(shard);
                    names.addAll(own);
                    stored.put(
                            StoredShard.Key.of(shard),
                            new StoredShard(StoredShard.State.of(shard), file, Set.copyOf(own)));
                }
            }
            in.finish();
            return new Read(new PartitionCapture(partition, nextOffset, takenMicros, shards), stored);
        }
    }

    private static ShardCapture readShard(Disk disk, int partition, Set<String> names, FrameReader in)
            throws IOException {
        UUID tableId = new UUID(in.int64(), in.int64());
        TableRef ref = new TableRef(in.text(), in.text(), in.text());
        TableSettings settings = new TableSettings(in.int32(), in.int64(), in.int64());
        int shard = in.int32();
        long position = in.int64();
        ShardCounts counts = new ShardCounts(in.int64(), in.int64(), in.int64(), in.int64(), in.int64());
        long watermark = in.int64();
        long incompleteBefore = in.int64();
        long nextSegment = in.int64();
        List<ColumnSpec> columns = readColumns(in);
        Map<String, Dictionary> dictionaries = new LinkedHashMap<>();
        Map<String, Dictionary.View> views = new LinkedHashMap<>();
        Set<String> full = new HashSet<>();
        int count = in.int32();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            if (in.int8() == 1) {
                full.add(name);
            }
            Dictionary dictionary = Dictionary.readFrom(in);
            dictionaries.put(name, dictionary);
            views.put(name, dictionary.view());
        }
        List<Segment> sealed = new ArrayList<>();
        for (StoredFile file : readFileNames(in, names)) {
            Segment segment = load(disk, file, SEGMENT, stored -> SegmentCodec.read(dictionaries, stored));
            segment.storedAs(file);
            sealed.add(segment);
        }
        @Nullable Segment growing = in.int8() == 0 ? null : SegmentCodec.read(dictionaries, in);
        DuplicateStore.Capture ids = readIds(disk, names, in);
        List<ConflictingDuplicate> conflicts = new ArrayList<>();
        count = in.int32();
        for (int i = 0; i < count; i++) {
            conflicts.add(new ConflictingDuplicate(in.int64(), in.int32(), in.text()));
        }
        return new ShardCapture(
                tableId,
                ref,
                settings,
                shard,
                partition,
                position,
                counts,
                watermark,
                incompleteBefore,
                nextSegment,
                columns,
                new ShardDictionaries.Capture(views, full),
                sealed,
                growing,
                ids,
                conflicts);
    }

    private static DuplicateStore.Capture readIds(Disk disk, Set<String> names, FrameReader in) throws IOException {
        long window = in.int64();
        long clock = in.int64();
        long first = in.int64();
        List<IdGeneration> generations = new ArrayList<>();
        for (StoredFile file : readFileNames(in, names)) {
            generations.add(readGeneration(disk, file));
        }
        if (in.int8() == 1) {
            generations.add(IdGeneration.readFrom(in));
        }
        return new DuplicateStore.Capture(window, clock, first, generations);
    }

    /** Full ids; files of an older kind are read onto the heap, and get a file of the new kind with the next checkpoint. */
    private static IdGeneration readGeneration(Disk disk, StoredFile file) throws IOException {
        IdGeneration generation;
        try {
            generation = IdGeneration.open(disk, file);
        } catch (CorruptFileException e) {
            throw new CorruptFileException("[" + file.name() + "]: " + e.getMessage());
        }
        return generation == null ? load(disk, file, IDS, IdGeneration::readFrom) : generation;
    }

    private static List<ColumnSpec> readColumns(FrameReader in) throws IOException {
        List<ColumnSpec> columns = new ArrayList<>();
        int count = in.int32();
        for (int i = 0; i < count; i++) {
            int role = in.int8();
            int type = in.int8();
            String name = in.text();
            columns.add(new ColumnSpec(role(role), name, type(type)));
        }
        return columns;
    }

    private static ColumnRole role(int code) throws IOException {
        for (ColumnRole role : ColumnRole.values()) {
            if (role.code() == code) {
                return role;
            }
        }
        throw new CorruptFileException("A column has the unknown role [" + code + "].");
    }

    private static ColumnType type(int code) throws IOException {
        for (ColumnType type : ColumnType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw new CorruptFileException("A column has the unknown type [" + code + "].");
    }

    private static List<StoredFile> readFileNames(FrameReader in, Set<String> names) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        int count = in.int32();
        for (int i = 0; i < count; i++) {
            StoredFile file = new StoredFile(in.text(), in.int64());
            files.add(file);
            names.add(file.name());
        }
        return files;
    }

    /** Reads one file's values. */
    private interface Reading<T> {
        T from(FrameReader in) throws IOException;
    }

    private static <T> T load(Disk disk, StoredFile file, int magic, Reading<T> reading) throws IOException {
        try (InputStream stream = disk.read(file.name())) {
            FrameReader in = new FrameReader(stream, magic, VERSION);
            T read = reading.from(in);
            if (in.finish() != file.checksum()) {
                throw new CorruptFileException("It is not the file that the checkpoint was written with.");
            }
            return read;
        } catch (CorruptFileException e) {
            throw new CorruptFileException("[" + file.name() + "]: " + e.getMessage());
        }
    }
}
