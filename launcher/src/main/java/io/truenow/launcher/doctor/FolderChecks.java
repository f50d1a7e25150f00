package io.truenow.launcher.doctor;

import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.DataFolderLock;
import io.truenow.infra.embedded.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Checks of the data folder and its disk. Leaves nothing behind, and does not make the folder. */
final class FolderChecks {

    private static final int TRIAL_BYTES = 1 << 20;
    private static final long SLOW_MILLIS = 200;

    private FolderChecks() {}

    /** @param floorBytes free space below which ingest is refused; negative if it could not be read */
    static List<Finding> all(
            DataFolder folder, Optional<RunState> state, long floorBytes, String user, String version) {
        List<Finding> findings = new ArrayList<>();
        Path place = existing(folder.root());
        if (!Files.isDirectory(place)) {
            findings.add(Finding.fail(
                    "data folder", "[" + place + "] is a file, no folder.", "Name another one with TRUENOW_DATA_DIR."));
            return findings;
        }
        findings.add(place.equals(folder.root()) ? owner(place, user) : absent(folder));
        findings.add(holder(folder, state, version));
        findings.add(room(place.toFile().getUsableSpace(), floorBytes));
        findings.add(write(place));
        return findings;
    }

    private static Path existing(Path folder) {
        Path place = folder;
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }

    private static Finding absent(DataFolder folder) {
        return Finding.ok("data folder", "[" + folder.root() + "] does not exist yet; the first start makes it.");
    }

    private static Finding owner(Path folder, String user) {
        try {
            String owner = Files.getOwner(folder).getName();
            return owner.equals(user)
                    ? Finding.ok("data folder", "[" + folder + "] belongs to " + owner + ".")
                    : Finding.warn(
                            "data folder",
                            "[" + folder + "] belongs to " + owner + ", and this is " + user + ".",
                            "Start the server as " + owner + ", or give the folder to " + user + " (chown -R).");
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.unknown("data folder", "Whom [" + folder + "] belongs to cannot be read.");
        }
    }

    private static Finding holder(DataFolder folder, Optional<RunState> state, String version) {
        boolean held;
        try {
            held = DataFolderLock.isHeld(folder);
        } catch (UncheckedIOException e) {
            return Finding.unknown("server", "The lock of the data folder cannot be read.");
        }
        if (held && state.isPresent()) {
            String found = "It runs, process " + state.get().pid() + ", version "
                    + state.get().version() + ".";
            return state.get().version().equals(version)
                    ? Finding.ok("server", found)
                    : Finding.warn(
                            "server",
                            found + " This is version " + version + ".",
                            "Restart it: truenow down, truenow up.");
        }
        if (held) {
            return Finding.ok("server", "A process holds the data folder; it is starting or ending.");
        }
        return state.isPresent()
                ? Finding.warn(
                        "server",
                        "It ended without an orderly end (process "
                                + state.get().pid() + " is gone).",
                        "Nothing is lost; the next start goes on from the log. Its logs may say why: truenow logs.")
                : Finding.ok("server", "None runs on this data folder.");
    }

    static Finding room(long usableBytes, long floorBytes) {
        String found = MachineChecks.gib(usableBytes) + " GiB are free.";
        if (floorBytes < 0) {
            return Finding.unknown("disk room", found + " The floor is not known, because the settings are wrong.");
        }
        String floor = " The floor is " + MachineChecks.gib(floorBytes) + " GiB.";
        String mend = "Free some room, move the data folder, or lower TRUENOW_DISK_FLOOR_GB.";
        if (usableBytes < floorBytes) {
            return Finding.fail("disk room", found + floor + " Ingest is refused with 507.", mend);
        }
        return usableBytes / 2 < floorBytes
                ? Finding.warn("disk room", found + floor, mend)
                : Finding.ok("disk room", found + floor);
    }

    /** Writes a megabyte, syncs and reads it again: what an acknowledgement of the log waits for. */
    private static Finding write(Path folder) {
        Path file = null;
        try {
            file = Files.createTempFile(folder, ".doctor", ".tmp");
            byte[] bytes = new byte[TRIAL_BYTES];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 31);
            }
            long begin = System.nanoTime();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return java.util.Arrays.equals(Files.readAllBytes(file), bytes)
                    ? speed(millis)
                    : Finding.fail(
                            "disk write", "It gave back other bytes than were written.", "Do not use this disk.");
        } catch (IOException e) {
            return Finding.fail(
                    "disk write",
                    "[" + folder + "] cannot be written (" + e.getMessage() + ").",
                    "Give the folder to the user who runs the server, or name another one with TRUENOW_DATA_DIR.");
        } finally {
            remove(file);
        }
    }

    static Finding speed(long millis) {
        String found = "Writing and syncing 1 MiB took " + millis + " ms.";
        return millis > SLOW_MILLIS
                ? Finding.warn(
                        "disk write",
                        found,
                        "Each acknowledgement waits for a sync; use a faster disk, or find out what keeps it busy.")
                : Finding.ok("disk write", found);
    }

    private static void remove(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The trial file [" + file + "] cannot be removed.", e);
        }
    }
}
