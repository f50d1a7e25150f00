package io.truenow.hottier.dedup;

import io.truenow.events.ingest.Bytes;
import io.truenow.events.ingest.ContentHash;
import io.truenow.hottier.ids.IdPage;

/**
 * How {@link DuplicateStore} finds a repeated id: a hash leads to candidates, the bytes decide. The product has {@link #EXACT} only,
 * so its calls are direct; a simulation puts a poorer hash in its place, to make candidates that are other ids. Thread-safe.
 */
public interface IdMatching {

    /** 64 bits of hash, and every byte compared. */
    IdMatching EXACT = new IdMatching() {};

    /** Hash of an id; the duplicate store uses its low bits as place and its high bits as tag. */
    default long hash(byte[] id, int from, int length) {
        return ContentHash.ofBytes(id, from, length);
    }

    /** The same of a candidate that is kept in another form. */
    default boolean same(IdPage page, int i, byte[] id, int from, int length) {
        return page.matches(i, id, from, length);
    }

    /** Whether a candidate with the same hash bits is the same id. */
    default boolean same(byte[] stored, int storedFrom, int storedTo, byte[] id, int from, int length) {
        return storedTo - storedFrom == length && Bytes.equal(stored, storedFrom, id, from, length);
    }
}
