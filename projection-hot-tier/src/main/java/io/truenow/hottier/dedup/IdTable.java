package io.truenow.hottier.dedup;

import java.util.Arrays;

/**
 * Open-addressing table of ints that leads from the hash of an id to the ids that may be it: a slot holds as many bits of the hash as
 * fit beside the id's number. The slots stand in pages, which are made when something is put into them, so that a large table is not
 * zeroed at once and needs no room in one piece. Not thread-safe.
 */
final class IdTable {

    private static final int SMALLEST_BITS = 6;
    private static final int MOST_BITS = 30;
    private static final int PAGE_BITS = 16;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int[] NOTHING = new int[1 << PAGE_BITS];

    private final int[][] pages;
    private final int bits;
    private final int slotMask;
    private final long base;
    private long pageBytes;

    /** A table for at least so many numbers from {@code base} on. */
    IdTable(long base, long numbers) {
        int enough = SMALLEST_BITS;
        while (capacity(enough) < numbers) {
            enough++;
        }
        if (enough > MOST_BITS) {
            throw new IllegalStateException("The duplicate store cannot number so many ids: [" + numbers + "].");
        }
        this.base = base;
        this.bits = enough;
        this.slotMask = (1 << enough) - 1;
        if (enough < PAGE_BITS) {
            this.pages = new int[][] {new int[1 << enough]};
            this.pageBytes = 4L << enough;
        } else {
            this.pages = new int[1 << enough - PAGE_BITS][];
            Arrays.fill(pages, NOTHING);
        }
    }

    private static long capacity(int bits) {
        return (1L << bits) * 3 / 4;
    }

    /** Whether numbers below this one can be put in. */
    boolean reaches(long number) {
        return number - base <= capacity(bits);
    }

    /** Where the search for a hash begins. */
    int home(long hash) {
        return (int) hash & slotMask;
    }

    int after(int slot) {
        return slot + 1 & slotMask;
    }

    /** What stands in a slot; 0 for nothing. */
    int entry(int slot) {
        return pages[slot >>> PAGE_BITS][slot & PAGE_MASK];
    }

    /** Whether the entry of a slot may be an id of this hash. */
    boolean mayBe(int entry, long hash) {
        return (entry & -1 << bits) == tag(hash);
    }

    long number(int entry) {
        return base + (entry & (1 << bits) - 1) - 1;
    }

    void put(int slot, long hash, long number) {
        int[] page = pages[slot >>> PAGE_BITS];
        if (page == NOTHING) {
            page = new int[1 << PAGE_BITS];
            pages[slot >>> PAGE_BITS] = page;
            pageBytes += 4L << PAGE_BITS;
        }
        page[slot & PAGE_MASK] = tag(hash) | (int) (number - base + 1);
    }

    /** Puts a number at the first free slot of its hash. */
    void putNew(long hash, long number) {
        int slot = home(hash);
        while (entry(slot) != 0) {
            slot = after(slot);
        }
        put(slot, hash, number);
    }

    /** Bits of a hash above those that the number takes. */
    private int tag(long hash) {
        return (int) (hash >>> 32) & -1 << bits;
    }

    /** Bytes of the pages that were made. */
    long heapBytes() {
        return pageBytes + pages.length * 4L + 60;
    }
}
