package io.truenow.hottier.format;

/**
 * A file that was written once and is never changed.
 *
 * @param name name on the disk port
 * @param checksum CRC32C over its payload, as {@link FrameWriter#finish()} gave it
 */
public record StoredFile(String name, long checksum) {}
