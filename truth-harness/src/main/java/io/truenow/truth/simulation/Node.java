package io.truenow.truth.simulation;

import org.jspecify.annotations.Nullable;

/** A place where one process at a time runs, with a disk and a clock of its own. */
final class Node {

    private final String name;
    private final SimulatedDisk disk;
    private final long skewMicros;
    private @Nullable Incarnation current;

    Node(String name, SimulatedDisk disk, long skewMicros) {
        this.name = name;
        this.disk = disk;
        this.skewMicros = skewMicros;
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** By how much its clock is wrong. */
    long skewMicros() {
        return skewMicros;
    }

    @Nullable
    Incarnation current() {
        return current;
    }

    void runs(@Nullable Incarnation process) {
        current = process;
    }

    @Override
    public String toString() {
        return name;
    }
}
