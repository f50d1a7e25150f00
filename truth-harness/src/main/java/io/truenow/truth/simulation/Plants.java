package io.truenow.truth.simulation;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where the reader of a history meets the planted bug of a test; does nothing without one. */
final class Plants {

    private final boolean positionOutside;

    Plants(@Nullable PlantedBug planted) {
        this.positionOutside = planted == PlantedBug.POSITION_OUTSIDE_CHECKPOINT;
    }

    /** Offset at which a partition is read, which should be the owner's. */
    long position(Node node, int partition, long owners) {
        if (!positionOutside) {
            return owners;
        }
        byte[] bytes = node.disk().bytes("position/" + partition);
        return bytes.length == 8 ? ByteBuffer.wrap(bytes).getLong() : owners;
    }

    /** A record was applied. */
    void applied(Node node, int partition, long next) {
        if (positionOutside) {
            node.disk()
                    .put(
                            "position/" + partition,
                            ByteBuffer.allocate(8).putLong(next).array());
        }
    }
}
