package io.truenow.hottier.read;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;

/**
 * What a request can name of an event. A dimension or metric that the table does not have reads as null on every row.
 *
 * <p>Value types: text for {@link BuiltIn#EVENT_ID} and dimensions; {@code long} for times (microseconds), revision and log
 * position; {@code double} for metrics.
 */
public sealed interface Field {

    /** What every event has. */
    enum BuiltIn implements Field {
        EVENT_ID,
        EVENT_TIME,
        /** The door's clock when the batch was accepted. */
        INGEST_TIME,
        REVISION,
        PARTITION,
        OFFSET,
        INDEX
    }

    /** A dimension or metric by its own name, case and all. */
    record Column(ColumnRole role, String name) implements Field {}

    /** A dimension. */
    static Field dimension(String name) {
        return new Column(ColumnRole.DIMENSION, name);
    }

    /** A metric. */
    static Field metric(String name) {
        return new Column(ColumnRole.METRIC, name);
    }

    /** The field of a column. */
    static Field of(ColumnSpec spec) {
        return new Column(spec.role(), spec.name());
    }

    /** Type of the values. */
    default ValueType type() {
        return switch (this) {
            case BuiltIn b -> b == BuiltIn.EVENT_ID ? ValueType.TEXT : ValueType.LONG;
            case Column c -> c.role() == ColumnRole.DIMENSION ? ValueType.TEXT : ValueType.DOUBLE;
        };
    }
}
