package io.truenow.hottier.dedup;

/**
 * An event that repeated an id with other content, and so was not stored.
 *
 * @param offset offset of its log record
 * @param index its index in the record
 */
public record ConflictingDuplicate(long offset, int index, String eventId) {}
