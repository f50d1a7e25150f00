package io.truenow.hottier.scan;

import java.util.Arrays;

/**
 * Numbers distinct keys of one or more longs from 0, in the order of their first appearance: open addressing with linear probing over
 * a table at most half full. Not thread-safe.
 */
final class LongTable {

    private final int width;
    private final ScanGuard guard;
    private long[] keys;
    private long[] slotHashes;
    private int[] slotIds;
    private int size;

    LongTable(int width, ScanGuard guard) {
        this.width = width;
        this.guard = guard;
        this.keys = new long[width * 64];
        this.slotHashes = new long[256];
        this.slotIds = new int[256];
    }

    int size() {
        return size;
    }

    /** Part of the key of a number. */
    long key(int id, int part) {
        return keys[id * width + part];
    }

    private static long mix(long key) {
        long h = key * 0x9E3779B97F4A7C15L;
        return h ^ h >>> 32;
    }

    /** Number of a key of one long; a table of width 1 only. */
    int idOf(long key) {
        int mask = slotIds.length - 1;
        int slot = (int) mix(key) & mask;
        while (slotIds[slot] != 0) {
            if (slotHashes[slot] == key) {
                return slotIds[slot] - 1;
            }
            slot = slot + 1 & mask;
        }
        return insert(slot, key, key);
    }

    /** Number of the key at {@code from} in an array of longs. */
    int idOf(long[] source, int from) {
        if (width == 1) {
            return idOf(source[from]);
        }
        long hash = 0;
        for (int i = 0; i < width; i++) {
            hash = mix(hash ^ source[from + i]) + 0x632BE59BD9B4E019L * (i + 1);
        }
        int mask = slotIds.length - 1;
        int slot = (int) mix(hash) & mask;
        while (slotIds[slot] != 0) {
            int id = slotIds[slot] - 1;
            if (slotHashes[slot] == hash
                    && Arrays.equals(keys, id * width, (id + 1) * width, source, from, from + width)) {
                return id;
            }
            slot = slot + 1 & mask;
        }
        int id = insert(slot, hash, source[from]);
        System.arraycopy(source, from, keys, id * width, width);
        return id;
    }

    private int insert(int slot, long hash, long first) {
        int id = size++;
        if (size * width > keys.length) {
            guard.reserve(8L * keys.length);
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        keys[id * width] = first;
        slotHashes[slot] = hash;
        slotIds[slot] = size;
        if (size * 2 > slotIds.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        int capacity = slotIds.length * 2;
        guard.reserve(12L * slotIds.length);
        long[] hashes = new long[capacity];
        int[] ids = new int[capacity];
        for (int i = 0; i < slotIds.length; i++) {
            if (slotIds[i] != 0) {
                int slot = (int) mix(slotHashes[i]) & capacity - 1;
                while (ids[slot] != 0) {
                    slot = slot + 1 & capacity - 1;
                }
                hashes[slot] = slotHashes[i];
                ids[slot] = slotIds[i];
            }
        }
        slotHashes = hashes;
        slotIds = ids;
    }
}
