package io.truenow.hottier.read;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;

/**
 * What a request can name of an event. A dimension or metric that the table does not have reads as null on every row.
 *
 * <p>Value types: text for {@link BuiltIn#EVENT_ID} and dimensions; {@code long} for times (microseconds), revision, log
 * position, and metrics of whole numbers, which may be null; {@code double} for other metrics.
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

    /**
     * A dimension or metric by its own name, case and all.
     *
     * @param type what its values are read as: text for a dimension; for a metric doubles, or whole numbers if the table's column has a
     *     type of such
     */
    record Column(ColumnRole role, String name, ValueType type) implements Field {
        /** Refuses a type that the role does not have. */
        public Column {
            if ((role == ColumnRole.DIMENSION) != (type == ValueType.TEXT)) {
                throw new IllegalArgumentException("The role [" + role + "] does not have the type [" + type + "].");
            }
        }
    }

    /** A dimension. */
    static Field dimension(String name) {
        return new Column(ColumnRole.DIMENSION, name, ValueType.TEXT);
    }

    /** A metric as doubles. */
    static Field metric(String name) {
        return new Column(ColumnRole.METRIC, name, ValueType.DOUBLE);
    }

    /** A metric of whole numbers. */
    static Field whole(String name) {
        return new Column(ColumnRole.METRIC, name, ValueType.LONG);
    }

    /** The field of a column. */
    static Field of(ColumnSpec spec) {
        return switch (spec.type()) {
            case STRING, BOOLEAN, JSON -> dimension(spec.name());
            case DOUBLE -> metric(spec.name());
            case LONG, TIMESTAMP -> whole(spec.name());
        };
    }

    /** Type of the values. */
    default ValueType type() {
        return switch (this) {
            case BuiltIn b -> b == BuiltIn.EVENT_ID ? ValueType.TEXT : ValueType.LONG;
            case Column c -> c.type();
        };
    }
}
