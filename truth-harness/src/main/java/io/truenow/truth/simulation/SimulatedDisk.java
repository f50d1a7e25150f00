package io.truenow.truth.simulation;

import io.truenow.hottier.port.Disk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A disk that outlives the processes which use it. A write is the old file or the new one, or torn where its process died. */
final class SimulatedDisk {

    private static final long CAPACITY_BYTES = 1L << 30;

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final Scheduler scheduler;
    private final Faults faults;
    private final Consumer<String> trace;
    private long fullUntilMicros;

    SimulatedDisk(Scheduler scheduler, Faults faults, Consumer<String> trace) {
        this.scheduler = scheduler;
        this.faults = faults;
        this.trace = trace;
    }

    boolean isFull() {
        return scheduler.nowMicros() < fullUntilMicros && !faults.healed();
    }

    void fillFor(long micros) {
        fullUntilMicros = scheduler.nowMicros() + micros;
    }

    /** Flips a bit of some file, if there is one. */
    boolean flipSomeBit() {
        List<String> names =
                new ArrayList<>(files.subMap("checkpoint/", "checkpoint0").keySet());
        if (names.isEmpty()) {
            return false;
        }
        String name = names.get(faults.number(names.size()));
        byte[] bytes = bytes(name).clone();
        if (bytes.length == 0) {
            return false;
        }
        bytes[faults.number(bytes.length)] ^= (byte) (1 << faults.number(8));
        files.put(name, bytes);
        trace.accept("a bit of " + name + " flips");
        return true;
    }

    /** Bytes of a small file that a planted bug keeps beside the checkpoints. */
    void put(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    byte[] bytes(String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    /** The disk as one process sees it. */
    Disk seenBy(Incarnation process) {
        return new View(process);
    }

    private final class View implements Disk {

        private final Incarnation process;

        View(Incarnation process) {
            this.process = process;
        }

        @Override
        public void write(String name, Content content) throws IOException {
            process.step("write");
            if (isFull() || faults.happens(Fault.DISK_FULL, 0.02)) {
                throw new IOException("No space left on device");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(2_048);
            content.writeTo(out);
            byte[] bytes = out.toByteArray();
            try {
                process.step("writing", 4);
            } catch (Killed e) {
                tear(name, bytes);
                throw e;
            }
            files.put(name, bytes);
            trace.accept("wrote " + name);
            process.step("written");
        }

        private void tear(String name, byte[] bytes) {
            int kind = faults.number(4);
            if (kind == 0) {
                return;
            }
            faults.count(Fault.DISK_TORN_WRITE);
            int length = faults.number(bytes.length + 1);
            if (kind == 1) {
                // The length was there before the data.
                byte[] holes = bytes.clone();
                Arrays.fill(holes, length, bytes.length, (byte) 0);
                files.put(name, holes);
            } else {
                files.put(name, kind == 2 ? Arrays.copyOf(bytes, length) : bytes);
            }
        }

        @Override
        public InputStream read(String name) throws IOException {
            process.step("read");
            return new ByteArrayInputStream(content(name));
        }

        @Override
        public MemorySegment map(String name) throws IOException {
            process.step("map");
            return MemorySegment.ofArray(content(name)).asReadOnly();
        }

        /** For figures only, so it is no step of the process and never fails. */
        @Override
        public long bytes(String name) {
            return SimulatedDisk.this.bytes(name).length;
        }

        private byte[] content(String name) throws IOException {
            byte[] bytes = files.get(name);
            if (bytes == null) {
                throw new FileNotFoundException(name);
            }
            if (faults.happens(Fault.DISK_READ_FAILED, 0.02)) {
                throw new IOException("Input/output error");
            }
            return bytes;
        }

        @Override
        public List<String> list(String folder) throws IOException {
            process.step("list");
            if (faults.happens(Fault.DISK_FOLDER_FAILED, 0.005)) {
                throw new IOException("Input/output error");
            }
            return List.copyOf(files.subMap(folder + "/", folder + "0").keySet());
        }

        @Override
        public void delete(String name) throws IOException {
            process.step("delete");
            if (faults.happens(Fault.DISK_FOLDER_FAILED, 0.01)) {
                throw new IOException("Input/output error");
            }
            files.remove(name);
        }

        @Override
        public long usableBytes() {
            process.requireAlive();
            return isFull() ? 0 : CAPACITY_BYTES;
        }
    }
}
