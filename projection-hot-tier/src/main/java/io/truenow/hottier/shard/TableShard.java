package io.truenow.hottier.shard;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.hottier.dedup.ConflictingDuplicate;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.dedup.DuplicateStore;
import io.truenow.hottier.dedup.IdMatching;
import io.truenow.hottier.dedup.Selection;
import io.truenow.hottier.freshness.Watermark;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.segment.Dictionary;
import io.truenow.hottier.segment.FrozenSegment;
import io.truenow.hottier.segment.MutableSegment;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.hottier.segment.ShardDictionaries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard of a table: the fold of its log records. One thread applies; its state is a function of the records alone, but for what
 * the memory budget took out of memory. Readers take {@link #published()} and no lock; the monitor only keeps applying, capturing and
 * evicting apart.
 */
public final class TableShard {

    private static final Logger LOG = LoggerFactory.getLogger(TableShard.class);

    /** Most segments that wait to be sealed; beyond that the writer seals. */
    private static final int FROZEN = 2;

    private final UUID tableId;
    private final TableSettings settings;
    private final int shard;
    private final int partition;
    private final SegmentLimits segmentLimits;
    private final DedupLimits dedupLimits;
    private final Totals totals;
    private final ShardDictionaries dictionaries;
    private final List<Segment> sealed;
    private final Deque<FrozenSegment> frozen = new ArrayDeque<>();
    private final Executor sealing;
    private final DuplicateStore ids;
    private final Selection selection = new Selection();
    private final Watermark watermark;
    private final TypedColumns columns;
    private final Deque<ConflictingDuplicate> conflicts;
    private MutableSegment growing;
    private long position;
    private long incompleteBeforeMicros;
    private long logged;
    private long stored;
    private long duplicates;
    private long conflicting;
    private volatile TableRef ref;
    private volatile String stopped = "";
    private volatile PublishedShard published;
    private boolean dropped;

    /** A shard before its first record. */
    public TableShard(
            BatchHeader header,
            int partition,
            SegmentLimits segmentLimits,
            DedupLimits dedupLimits,
            Totals totals,
            Executor sealing,
            IdMatching matching) {
        this(
                new ShardCapture(
                        header.tableId(),
                        header.table(),
                        header.settings(),
                        header.shard(),
                        partition,
                        -1,
                        ShardCounts.NONE,
                        Long.MIN_VALUE,
                        Long.MIN_VALUE,
                        0,
                        List.of(),
                        new ShardDictionaries.Capture(Map.of(), Set.of()),
                        List.of(),
                        null,
                        new DuplicateStore.Capture(header.settings().dedupWindowMicros(), Long.MIN_VALUE, 0, List.of()),
                        List.of()),
                segmentLimits,
                dedupLimits,
                totals,
                sealing,
                matching);
    }

    /** The shard that a capture was taken of. */
    public TableShard(
            ShardCapture from,
            SegmentLimits segmentLimits,
            DedupLimits dedupLimits,
            Totals totals,
            Executor sealing,
            IdMatching matching) {
        this.tableId = from.tableId();
        this.ref = from.ref();
        this.settings = from.settings();
        this.shard = from.shard();
        this.partition = from.partition();
        this.segmentLimits = segmentLimits;
        this.dedupLimits = dedupLimits;
        this.totals = totals;
        this.sealing = sealing;
        Map<String, Dictionary> shared = new LinkedHashMap<>();
        from.dictionaries().views().forEach((name, view) -> shared.put(name, view.identity()));
        this.dictionaries = ShardDictionaries.restore(
                segmentLimits, shared, from.dictionaries().full());
        this.sealed = new ArrayList<>(from.sealed());
        this.ids = DuplicateStore.restore(from.ids(), dedupLimits, matching);
        this.watermark = new Watermark(from.watermarkMicros(), from.counts().late());
        this.columns = new TypedColumns(from.columns());
        this.conflicts = new ArrayDeque<>(from.conflicts());
        this.growing = from.growing() == null
                ? new MutableSegment(from.nextSegment(), partition, segmentLimits, dictionaries)
                : MutableSegment.restore(from.growing(), partition, segmentLimits, dictionaries);
        this.position = from.position();
        this.incompleteBeforeMicros = from.incompleteBeforeMicros();
        this.logged = from.counts().logged();
        this.stored = from.counts().stored();
        this.duplicates = from.counts().duplicates();
        this.conflicting = from.counts().conflicting();
        this.published = snapshot();
        totals.add(published.bytes(), stored);
    }

    /**
     * Applies one record: skips it if it was applied before; drops duplicates; appends the rest; publishes. A record that cannot be
     * applied stops the shard; what it had published stays readable.
     *
     * @return whether the record was applied now
     */
    public synchronized boolean apply(EventBatch batch, long offset, long appendTimeMicros) {
        if (offset <= position || !stopped.isEmpty()) {
            return false;
        }
        BatchKind kind = batch.header().kind();
        if (kind != BatchKind.INSERT) {
            stop("The record at [" + partition + ":" + offset + "] is of the kind [" + kind
                    + "], which this build cannot apply.");
            return false;
        }
        try {
            insert(batch.header(), batch.events(), offset, appendTimeMicros);
            return true;
        } catch (RuntimeException | OutOfMemoryError | InternalError e) {
            LOG.error("Table [{}] shard [{}] failed at [{}:{}].", ref, shard, partition, offset, e);
            stop("The record at [" + partition + ":" + offset + "] could not be applied: " + e);
            return false;
        }
    }

    private void insert(BatchHeader header, EventColumns events, long offset, long appendTimeMicros) {
        ref = header.table();
        ids.select(events.ids(), events.contentHashes(), events.rows(), appendTimeMicros, selection);
        watermark.observe(events.eventTimesMicros(), selection.rows(), selection.count());
        append(events, offset, header.ingestTimeMicros());
        count(events, offset);
        position = offset;
        publish(selection.count());
    }

    private void append(EventColumns events, long offset, long ingestTimeMicros) {
        int count = selection.count();
        if (count == 0) {
            return;
        }
        for (EventColumn column : events.columns()) {
            columns.add(column.spec());
        }
        if (!growing.takes(events) && growing.rows() > 0) {
            freeze();
        }
        int done = 0;
        while (done < count) {
            if (growing.room() <= 0) {
                freeze();
            }
            int part = Math.min(count - done, growing.room());
            growing.append(events, selection.rows(), done, part, offset, ingestTimeMicros);
            done += part;
        }
    }

    /** Freezes the growing segment and leaves the sealing to another thread, unless too many wait for it already. */
    private void freeze() {
        frozen.addLast(growing.freeze());
        growing = new MutableSegment(growing.number() + 1, partition, segmentLimits, dictionaries);
        while (frozen.size() > FROZEN) {
            sealInPlace();
        }
        try {
            sealing.execute(this::sealOldest);
        } catch (RejectedExecutionException e) {
            sealInPlace();
        }
    }

    private void sealInPlace() {
        sealed.add(frozen.removeFirst().seal());
    }

    private void sealOldest() {
        FrozenSegment oldest;
        synchronized (this) {
            oldest = frozen.peekFirst();
        }
        if (oldest == null) {
            return;
        }
        Segment segment = oldest.seal();
        synchronized (this) {
            if (!dropped && frozen.peekFirst() == oldest) {
                frozen.removeFirst();
                sealed.add(segment);
                if (published.resident().contains(oldest.view())) {
                    replacePublished(published.with(oldest.view(), segment));
                }
            }
        }
    }

    private void replacePublished(PublishedShard after) {
        totals.add(after.bytes().minus(published.bytes()), 0);
        published = after;
    }

    private void count(EventColumns events, long offset) {
        logged += events.rows();
        stored += selection.count();
        duplicates += selection.duplicates();
        conflicting += selection.conflicting();
        for (int i = 0; i < selection.conflicting(); i++) {
            int row = selection.conflictingRow(i);
            if (conflicts.size() >= dedupLimits.conflictsKept()) {
                conflicts.pollFirst();
            }
            if (dedupLimits.conflictsKept() > 0) {
                conflicts.addLast(
                        new ConflictingDuplicate(offset, row, events.ids().text(row)));
            }
        }
    }

    private void publish(int storedNow) {
        PublishedShard before = published;
        PublishedShard after = snapshot();
        if (growing.rows() > 0 && growing.isLarge(after.resident().getLast())) {
            freeze();
            after = snapshot();
        }
        published = after;
        totals.add(after.bytes().minus(before.bytes()), storedNow);
    }

    /** Counts the bytes of the duplicate store anew, because a checkpoint has stored a part of it. */
    public synchronized void recountIds() {
        if (!dropped) {
            ids.recount();
            replacePublished(snapshot());
        }
    }

    private PublishedShard snapshot() {
        List<Segment> resident = new ArrayList<>(sealed.size() + 1);
        resident.addAll(sealed);
        frozen.forEach(segment -> resident.add(segment.view()));
        if (growing.rows() > 0) {
            resident.add(growing.view());
        }
        long bytes = dictionaries.heapBytes();
        for (Segment segment : resident) {
            bytes += segment.heapBytes();
        }
        return new PublishedShard(
                List.copyOf(resident),
                new Coverage.ShardPosition(shard, partition, position),
                incompleteBeforeMicros,
                columns.specs(),
                new ShardCounts(logged, stored, duplicates, conflicting, watermark.late()),
                watermark.micros(),
                new ShardBytes(bytes, ids.heapBytes(), ids.leavingBytes(), ids.fileBytes()),
                ids.full());
    }

    /** Takes a sealed segment out of memory; snapshots that hold it keep it. False if it is not here. */
    public synchronized boolean evict(Segment segment) {
        if (dropped || !sealed.remove(segment)) {
            return false;
        }
        segment.evict();
        incompleteBeforeMicros = Math.max(incompleteBeforeMicros, segment.maxTimeMicros() + 1);
        replacePublished(published.without(segment, incompleteBeforeMicros));
        return true;
    }

    /**
     * Immutable state; takes time that depends on columns and segments, not on rows, unless segments wait to be sealed: those are
     * sealed first, so {@link #sealAll()} is called before, outside of what must be short.
     */
    public synchronized ShardCapture capture() {
        if (!frozen.isEmpty()) {
            while (!frozen.isEmpty()) {
                sealInPlace();
            }
            replacePublished(snapshot());
        }
        PublishedShard now = published;
        return new ShardCapture(
                tableId,
                ref,
                settings,
                shard,
                partition,
                position,
                now.counts(),
                now.watermarkMicros(),
                incompleteBeforeMicros,
                growing.number(),
                now.columns(),
                dictionaries.capture(),
                List.copyOf(sealed),
                growing.rows() == 0 ? null : now.resident().getLast(),
                ids.capture(),
                List.copyOf(conflicts));
    }

    /** Seals what waits for it, on the calling thread. */
    public void sealAll() {
        while (hasFrozen()) {
            sealOldest();
        }
    }

    private synchronized boolean hasFrozen() {
        return !dropped && !frozen.isEmpty();
    }

    /** Takes the shard's figures out of the totals; the shard is not used afterwards. */
    public synchronized void drop(String reason) {
        if (!dropped) {
            dropped = true;
            stop(reason);
            totals.add(ShardBytes.NONE.minus(published.bytes()), -stored);
        }
    }

    private void stop(String reason) {
        stopped = reason;
    }

    /** Why the shard stopped applying the log; empty if it has not. */
    public String stopped() {
        return stopped;
    }

    /** The newest snapshot. */
    public PublishedShard published() {
        return published;
    }

    /** What became of the events that were logged for it, as of the newest snapshot. */
    public IngestAudit.Shard audit() {
        PublishedShard now = published;
        return new IngestAudit.Shard(
                tableId,
                ref,
                shard,
                partition,
                now.position().offset(),
                now.counts().logged(),
                now.counts().stored(),
                now.counts().duplicates(),
                now.counts().conflicting(),
                now.resident().stream().mapToLong(Segment::rows).sum(),
                now.incompleteBeforeMicros(),
                now.watermarkMicros(),
                stopped);
    }

    /** Its segments in memory, in log order, as of the newest snapshot. */
    public List<SegmentFigures> segments() {
        return published.resident().stream()
                .map(segment -> new SegmentFigures(
                        tableId,
                        ref,
                        shard,
                        partition,
                        segment.number(),
                        segment.sealed(),
                        segment.rows(),
                        segment.chunkCount(),
                        segment.heapBytes(),
                        segment.minTimeMicros(),
                        segment.maxTimeMicros(),
                        segment.stored() != null))
                .toList();
    }

    /** The last conflicting duplicates, oldest first. */
    public synchronized List<ConflictingDuplicate> conflicts() {
        return List.copyOf(conflicts);
    }

    /** Id of the table. */
    public UUID tableId() {
        return tableId;
    }

    /** Name of the table, as last written. */
    public TableRef ref() {
        return ref;
    }

    /** Settings of the table, as of its first record. */
    public TableSettings settings() {
        return settings;
    }

    /** Number of the shard. */
    public int shard() {
        return shard;
    }

    /** Partition of the log that it lives in. */
    public int partition() {
        return partition;
    }
}
