package io.truenow.hottier.dedup;

import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.ByteSlices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exact memory of a table shard's event ids. An id is a duplicate while its first append time is after {@code clock - window}; the
 * clock is the highest append time applied. The first event of an id wins; a later one within the window is equal or conflicting by
 * its content hash.
 *
 * <p>Ids stand in {@link IdGeneration}s, numbered in the order in which they came. An {@link IdTable} finds them: a new id is nearly
 * always told by one cache miss, and an old one is confirmed by its bytes. A batch first hashes all of its ids and touches their slots,
 * so that the misses overlap. A table that is full is followed by a larger one, into which each batch brings a few of the old one's ids,
 * so that no batch waits for all of them; until then both are looked into. Slots of ids that have left stay until that happens.
 *
 * <p>Cost of an id: 5 to 11 bytes for its slots. Until its generation is stored with a checkpoint, also its bytes, 4 for where they begin
 * and 8 for its content hash; after that these are read from the file, which is asked only for ids that may be old. One writer; not
 * thread-safe. A store at its limit still takes ids; see {@link #full()}.
 */
public final class DuplicateStore {

    /** Ids that a batch moves to the next table for each of its own: more than 3, so that all have moved before that is full. */
    private static final int MOVED_EACH = 4;

    /** Ids that move together. */
    private static final int GROUP = 256;

    private static final long NONE = -1;

    private final long windowMicros;
    private final DedupLimits limits;
    private final IdMatching matching;
    private final List<IdGeneration> generations = new ArrayList<>();
    private long firstGeneration;
    private long clockMicros = Long.MIN_VALUE;
    private long sealedBytes;
    private long ids;
    private long fileBytes;
    private final int generationBits;
    private final int placeMask;

    private IdTable table = new IdTable(0, 0);
    /** Table before this one, until all of its ids have moved. */
    private @Nullable IdTable before;

    /** Numbers below it have moved from the table before; {@link #moveEnd} ends them. */
    private long moved;

    private long moveEnd;
    private byte[] scratch = new byte[64];
    private int endSlot;
    private long[] hashes = new long[64];

    /** An empty store. */
    public DuplicateStore(long windowMicros, DedupLimits limits) {
        this(windowMicros, limits, IdMatching.EXACT);
    }

    private DuplicateStore(long windowMicros, DedupLimits limits, IdMatching matching) {
        this.matching = matching;
        this.windowMicros = windowMicros;
        this.limits = limits;
        this.generationBits = Integer.numberOfTrailingZeros(limits.idsPerGeneration());
        this.placeMask = limits.idsPerGeneration() - 1;
    }

    /**
     * State of a store at one moment; immutable.
     *
     * @param generations in order; all but the last are full
     */
    public record Capture(long windowMicros, long clockMicros, long firstGeneration, List<IdGeneration> generations) {}

    /** Immutable state, in time that does not grow with the ids of a generation. */
    public Capture capture() {
        List<IdGeneration> frozen = new ArrayList<>(generations);
        if (!frozen.isEmpty()) {
            frozen.set(frozen.size() - 1, frozen.getLast().frozen());
        }
        return new Capture(windowMicros, clockMicros, firstGeneration, frozen);
    }

    /** The store that a capture was taken of. */
    public static DuplicateStore restore(Capture capture, DedupLimits limits) {
        return restore(capture, limits, IdMatching.EXACT);
    }

    /** The same, with ids found in a given way. */
    public static DuplicateStore restore(Capture capture, DedupLimits limits, IdMatching matching) {
        DuplicateStore store = new DuplicateStore(capture.windowMicros(), limits, matching);
        store.clockMicros = capture.clockMicros();
        store.firstGeneration = capture.firstGeneration();
        for (IdGeneration generation : capture.generations()) {
            store.generations.add(generation);
            store.ids += generation.size();
        }
        store.fill();
        store.recount();
        return store;
    }

    /** Counts the bytes of full generations anew, because others store them. */
    public void recount() {
        sealedBytes = 0;
        fileBytes = 0;
        for (int i = 0; i < generations.size() - 1; i++) {
            sealedBytes += generations.get(i).heapBytes();
            fileBytes += generations.get(i).fileBytes();
        }
    }

    /** Tells new from repeated ids and remembers the new ones. */
    public void select(
            ByteSlices batchIds, long[] contentHashes, int rows, long appendTimeMicros, Selection selection) {
        selection.begin(rows);
        clockMicros = Math.max(clockMicros, appendTimeMicros);
        dropExpired();
        int batchBytes = batchIds.offsets()[rows] - batchIds.start(0);
        if (generations.isEmpty() || !generations.getLast().hasBytesFor(batchBytes)) {
            begin();
        }
        if (!table.reaches(next() + rows)) {
            grow(rows);
        }
        move(rows * MOVED_EACH);
        touch(batchIds, rows);
        byte[] bytes = batchIds.bytes();
        for (int row = 0; row < rows; row++) {
            int from = batchIds.start(row);
            decide(bytes, from, batchIds.length(row), row, contentHashes[row], appendTimeMicros, selection);
        }
    }

    private void touch(ByteSlices batchIds, int rows) {
        if (hashes.length < rows) {
            hashes = new long[rows];
        }
        byte[] bytes = batchIds.bytes();
        for (int row = 0; row < rows; row++) {
            hashes[row] = matching.hash(bytes, batchIds.start(row), batchIds.length(row));
        }
        int seen = touch(table, hashes, rows);
        IdTable old = before;
        touched = old == null ? seen : seen | touch(old, hashes, rows);
    }

    private static int touch(IdTable table, long[] hashes, int count) {
        int seen = 0;
        for (int i = 0; i < count; i++) {
            seen |= table.entry(table.home(hashes[i]));
        }
        return seen;
    }

    /** Keeps the touching reads from being optimised away. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    private void decide(
            byte[] id, int from, int length, int row, long contentHash, long appendTimeMicros, Selection selection) {
        long hash = hashes[row];
        long number = find(table, Long.MIN_VALUE, hash, id, from, length);
        int slot = endSlot;
        if (!isRemembered(number)) {
            IdTable old = before;
            number = old == null ? NONE : find(old, moved, hash, id, from, length);
        }
        if (!isRemembered(number)) {
            table.put(slot, hash, add(id, from, length, contentHash, appendTimeMicros));
            selection.keep(row);
        } else if (generation(number).contentHash(place(number)) == contentHash) {
            selection.duplicate();
        } else {
            selection.conflict(row);
        }
    }

    /** Number of an id, not below {@code least}, or {@link #NONE}; {@link #endSlot} is its slot, or the free one behind the search. */
    private long find(IdTable in, long least, long hash, byte[] id, int from, int length) {
        int slot = in.home(hash);
        int entry;
        while ((entry = in.entry(slot)) != 0) {
            if (in.mayBe(entry, hash)) {
                long number = in.number(entry);
                if (number >= least
                        && number >>> generationBits >= firstGeneration
                        && generation(number).matches(matching, place(number), id, from, length)) {
                    endSlot = slot;
                    return number;
                }
            }
            slot = in.after(slot);
        }
        endSlot = slot;
        return NONE;
    }

    private int place(long number) {
        return (int) number & placeMask;
    }

    private IdGeneration generation(long number) {
        return generations.get((int) ((number >>> generationBits) - firstGeneration));
    }

    private boolean isRemembered(long number) {
        return number != NONE && isRemembered(generation(number), place(number));
    }

    private boolean isRemembered(IdGeneration generation, int place) {
        return windowMicros == TableSettings.UNBOUNDED
                || generation.minAppendTimeMicros() > clockMicros - windowMicros
                || generation.appendTimeMicros(place) > clockMicros - windowMicros;
    }

    /** Number that the next id gets; a generation has a range of as many numbers as it can hold, whether or not it uses all. */
    private long next() {
        return generations.isEmpty()
                ? firstGeneration << generationBits
                : (firstGeneration + generations.size() - 1 << generationBits)
                        + generations.getLast().size();
    }

    private long add(byte[] id, int from, int length, long contentHash, long appendTimeMicros) {
        if (generations.getLast().size() > placeMask) {
            begin();
        }
        IdGeneration last = generations.getLast();
        last.add(id, from, length, contentHash, appendTimeMicros);
        ids++;
        return (firstGeneration + generations.size() - 1 << generationBits) + last.size() - 1;
    }

    private void begin() {
        if (!generations.isEmpty()) {
            generations.getLast().seal();
        }
        generations.add(new IdGeneration());
        recount();
    }

    private void dropExpired() {
        if (windowMicros == TableSettings.UNBOUNDED) {
            return;
        }
        while (generations.size() > 1 && generations.getFirst().maxAppendTimeMicros() <= clockMicros - windowMicros) {
            IdGeneration gone = generations.removeFirst();
            firstGeneration++;
            sealedBytes = Math.max(0, sealedBytes - gone.heapBytes());
            fileBytes = Math.max(0, fileBytes - gone.fileBytes());
            ids -= gone.size();
        }
    }

    /** Goes on with a larger table, or one without the slots of ids that have left. */
    private void grow(int more) {
        move(Integer.MAX_VALUE);
        long base = firstGeneration << generationBits;
        before = table;
        moved = base;
        moveEnd = next();
        // A third more, so that all have moved, four with each new one, before it is full as well.
        table = new IdTable(base, (next() - base + more) * 4 / 3);
    }

    /**
     * Moves some ids from the table before. Those whose window has passed stay out, so each id stands in the table once. In groups, whose
     * slots are touched together.
     */
    private void move(int most) {
        if (before == null) {
            return;
        }
        long[] groupHashes = new long[GROUP];
        long[] groupNumbers = new long[GROUP];
        moved = Math.max(moved, firstGeneration << generationBits);
        for (long left = most; left > 0 && moved < moveEnd; left -= GROUP) {
            int count = 0;
            for (int i = 0; i < GROUP && moved < moveEnd; i++) {
                IdGeneration generation = generation(moved);
                int place = place(moved);
                if (place >= generation.size()) {
                    moved = (moved >>> generationBits) + 1 << generationBits;
                } else {
                    if (isRemembered(generation, place)) {
                        groupNumbers[count] = moved;
                        groupHashes[count++] = hash(generation, place);
                    }
                    moved++;
                }
            }
            putNew(groupHashes, groupNumbers, count);
        }
        if (moved >= moveEnd) {
            before = null;
        }
    }

    private long hash(IdGeneration generation, int place) {
        int length = generation.length(place);
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        generation.copy(place, scratch);
        return matching.hash(scratch, 0, length);
    }

    /** Makes the table of the ids that are there. */
    private void fill() {
        long base = firstGeneration << generationBits;
        table = new IdTable(base, next() - base);
        for (int g = 0; g < generations.size(); g++) {
            fill(generations.get(g), base + ((long) g << generationBits));
            generations.get(g).unload();
        }
    }

    /** Puts the ids of a generation into the table, in groups, whose slots are touched together. */
    private void fill(IdGeneration generation, long first) {
        long[] groupHashes = new long[GROUP];
        long[] groupNumbers = new long[GROUP];
        ByteSlices all = generation.ids();
        for (int from = 0; from < generation.size(); from += GROUP) {
            int count = 0;
            for (int i = from; i < Math.min(from + GROUP, generation.size()); i++) {
                if (isRemembered(generation, i)) {
                    groupNumbers[count] = first + i;
                    groupHashes[count++] = matching.hash(all.bytes(), all.start(i), all.length(i));
                }
            }
            putNew(groupHashes, groupNumbers, count);
        }
    }

    private void putNew(long[] groupHashes, long[] groupNumbers, int count) {
        touched = touch(table, groupHashes, count);
        for (int i = 0; i < count; i++) {
            table.putNew(groupHashes[i], groupNumbers[i]);
        }
    }

    /** Ids in memory, some of which may have left the window. */
    public long ids() {
        return ids;
    }

    /** Bytes of the files of full generations, as of the last count. */
    public long fileBytes() {
        return fileBytes;
    }

    /** Bytes on the heap, as of the last count. */
    public long heapBytes() {
        return sealedBytes
                + (generations.isEmpty() ? 0 : generations.getLast().heapBytes())
                + table.heapBytes()
                + leavingBytes()
                + hashes.length * 8L;
    }

    /** Bytes of these that go while further ids come: those of the table before. */
    public long leavingBytes() {
        return before == null ? 0 : before.heapBytes();
    }

    /** Whether a limit is reached by this shard alone: admission answers that storage is full. */
    public boolean full() {
        return ids >= limits.idsPerShard();
    }

    /** Highest append time applied, in microseconds; {@link Long#MIN_VALUE} before the first. */
    public long clockMicros() {
        return clockMicros;
    }
}
