package io.truenow.truth.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of a run and, if asked for, the volume below it. Not thread-safe, but for {@link #close}. */
final class RunFolder implements AutoCloseable {

    private final ServerPlace place;
    private volatile @Nullable Volume volume;

    RunFolder(ServerPlace place) throws IOException {
        this.place = place;
        Files.createDirectories(place.dataDir());
    }

    /** Puts the data folder on a tmpfs; false if this process may not mount one. */
    boolean mount(int megabytes) {
        volume = Volume.mount(place.dataDir(), megabytes).orElse(null);
        return volume != null;
    }

    /** The volume, if there is one. */
    Optional<Volume> volume() {
        return Optional.ofNullable(volume);
    }

    /** Bytes that the data folder takes: of its volume or, without one, the lengths of its files. */
    long dataBytes() {
        Volume own = volume;
        if (own != null) {
            return own.usedBytes();
        }
        try (Stream<Path> files = Files.walk(place.dataDir())) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException | UncheckedIOException changing) {
            return 0;
        }
    }

    /** Keeps what is on the volume, which goes with it: copies it beside. */
    void keep() throws IOException {
        if (volume == null) {
            return;
        }
        Path target = place.folder().resolve("data-kept");
        try (Stream<Path> files = Files.walk(place.dataDir())) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(place.dataDir().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Removes the whole folder, after the volume. */
    void remove() throws IOException {
        close();
        try (Stream<Path> files = Files.walk(place.folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Unmounts the volume. */
    @Override
    public void close() {
        Volume mounted = volume;
        if (mounted != null) {
            mounted.close();
        }
    }
}
