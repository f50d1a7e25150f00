package io.truenow.hottier.shard;

/**
 * What a shard, or all of them, take. Immutable.
 *
 * @param resident heap of segments and dictionaries
 * @param ids heap of the duplicate store
 * @param leavingIds part of {@code ids} that goes by itself while events come: a table that is moved to a larger one
 * @param idFiles files of the duplicate store
 */
public record ShardBytes(long resident, long ids, long leavingIds, long idFiles) {

    /** Nothing. */
    static final ShardBytes NONE = new ShardBytes(0, 0, 0, 0);

    ShardBytes minus(ShardBytes other) {
        return new ShardBytes(
                resident - other.resident, ids - other.ids, leavingIds - other.leavingIds, idFiles - other.idFiles);
    }

    ShardBytes withResident(long bytes) {
        return new ShardBytes(bytes, ids, leavingIds, idFiles);
    }

    /** All of the heap. */
    public long heap() {
        return resident + ids;
    }
}
