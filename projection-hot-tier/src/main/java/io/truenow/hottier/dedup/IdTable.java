package io.truenow.hottier.dedup;

/**
 * Open-addressing table of ints that leads from the hash of an id to the ids that may be it: a slot holds as many bits of the hash as
 * fit beside the id's number. Not thread-safe.
 */
final class IdTable {

    private static final int SMALLEST_BITS = 6;
    private static final int MOST_BITS = 30;

    final int[] slots;
    private final int bits;
    private final long base;

    /** A table for so many numbers from {@code base} on. */
    IdTable(long base, long numbers) {
        int enough = SMALLEST_BITS;
        while (capacity(enough) < numbers * 4 / 3) {
            enough++;
        }
        if (enough > MOST_BITS) {
            throw new IllegalStateException("The duplicate store cannot number so many ids: [" + numbers + "].");
        }
        this.base = base;
        this.bits = enough;
        this.slots = new int[1 << enough];
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
        return (int) hash & slots.length - 1;
    }

    int after(int slot) {
        return slot + 1 & slots.length - 1;
    }

    /** Whether the entry of a slot may be an id of this hash. */
    boolean mayBe(int entry, long hash) {
        return (entry & -1 << bits) == tag(hash);
    }

    long number(int entry) {
        return base + (entry & (1 << bits) - 1) - 1;
    }

    void put(int slot, long hash, long number) {
        slots[slot] = tag(hash) | (int) (number - base + 1);
    }

    /** Puts a number at the first free slot of its hash. */
    void putNew(long hash, long number) {
        int slot = home(hash);
        while (slots[slot] != 0) {
            slot = after(slot);
        }
        put(slot, hash, number);
    }

    /** Bits of a hash above those that the number takes. */
    private int tag(long hash) {
        return (int) (hash >>> 32) & -1 << bits;
    }

    long heapBytes() {
        return slots.length * 4L + 40;
    }
}
