package io.truenow.infra.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the product's own commands present to the server of their data folder: 256 random bits, made at each start of a server that demands credentials, in
 * a file that only its owner may read. Who can read the folder may act as the local administrator, from this machine. Immutable.
 */
public final class LocalSecret {

    private static final String PREFIX = PresentedCredential.KEY_PREFIX + "local_";
    private static final int RANDOM_BYTES = 32;
    private static final String OWNER_ONLY = "rw-------";

    private final byte[] text;

    private LocalSecret(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Makes a new one and writes it down, in place of an earlier one.
     *
     * @param file its file, in a folder that is there
     * @param random fills an array with random bytes
     */
    public static LocalSecret make(Path file, Consumer<byte[]> random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.accept(bytes);
        String text = PREFIX + HexFormat.of().formatHex(bytes);
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The local secret cannot be written to [" + file + "].", e);
        }
        return new LocalSecret(text);
    }

    /** The text that is in a file; empty if there is none, or none that the reader may read. */
    public static Optional<String> read(Path file) {
        try {
            return Files.isReadable(file)
                    ? Optional.of(Files.readString(file).strip()).filter(text -> text.startsWith(PREFIX))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Removes a file, if it is there. */
    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The local secret cannot be removed from [" + file + "].", e);
        }
    }

    /** Whether a text is this secret; takes as long for every text of its length. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(text, presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "LocalSecret[hidden]";
    }
}
