package io.truenow.command.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of the columns of one role that a decoder has met, with their numbers in the builder. The parser hands out the same
 * {@code String} for the same name, so for rows of one shape a look-up is one comparison of references. Not thread-safe.
 */
final class ColumnCache {

    private String[] names = new String[16];
    private int[] numbers = new int[16];
    private long[] stamps = new long[16];
    private final Map<String, Integer> index = new HashMap<>();
    private int size;
    private int next;
    private int mark;

    /** A row begins: {@link #rewind()} will return to here. */
    void mark() {
        mark = size;
        next = 0;
    }

    /** The row was abandoned: what it added is forgotten. */
    void rewind() {
        while (size > mark) {
            index.remove(names[--size]);
        }
    }

    /** Entry of a name, or -1. */
    int find(String name) {
        if (next < size && names[next].equals(name)) {
            return next++;
        }
        Integer entry = index.get(name);
        if (entry == null) {
            return -1;
        }
        next = entry + 1;
        return entry;
    }

    /** Adds a name; answers its entry. */
    int add(String name, int number) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            stamps = Arrays.copyOf(stamps, size * 2);
        }
        names[size] = name;
        numbers[size] = number;
        stamps[size] = 0;
        index.put(name, size);
        next = size + 1;
        return size++;
    }

    /** Column number of an entry. */
    int number(int entry) {
        return numbers[entry];
    }

    /** Notes that an object has the name; false if the same object had it before. */
    boolean stamp(int entry, long object) {
        boolean first = stamps[entry] != object;
        stamps[entry] = object;
        return first;
    }
}
