package io.truenow.sql.scan;

import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.SortKey;
import io.truenow.sql.catalog.CatalogTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What one leaf of a plan asks of the hot tier: a request whose literals may be {@link Slot}s. Immutable; rules make new ones.
 *
 * @param filter may hold slots where a request has literals
 * @param shape rows or groups
 * @param outputs how the request's columns become the leaf's columns
 * @param order over the request's columns
 * @param offset a {@code Long} or a {@link Slot}
 * @param limit a {@code Long} or a {@link Slot}; null for all
 * @param slots expressions behind the slots; none of them looks at a row
 */
public record ScanSpec(
        CatalogTable table,
        Predicate filter,
        Shape shape,
        List<Output> outputs,
        List<SortKey> order,
        Object offset,
        @Nullable Object limit,
        List<RexNode> slots) {

    /** Copies the lists. */
    public ScanSpec {
        outputs = List.copyOf(outputs);
        order = List.copyOf(order);
        slots = List.copyOf(slots);
    }

    /** Rows or groups. */
    public sealed interface Shape {}

    /** Rows with some fields each. */
    public record Rows(List<Field> fields) implements Shape {
        /** Copies the list. */
        public Rows {
            fields = List.copyOf(fields);
        }
    }

    /** Groups with accumulators. */
    public record Groups(List<GroupKey> keys, List<Aggregation> aggregations) implements Shape {
        /** Copies the lists. */
        public Groups {
            keys = List.copyOf(keys);
            aggregations = List.copyOf(aggregations);
        }
    }

    /** How a value of the request becomes a value of SQL. */
    public enum Conversion {
        NONE,
        /** Microseconds become the milliseconds of a TIMESTAMP. */
        MILLIS,
        /** The texts {@code true} and {@code false} become a BOOLEAN. */
        BOOLEAN,
        /** A whole number becomes a DECIMAL. */
        DECIMAL;

        /** What makes the values of an SQL type. */
        public static Conversion to(SqlTypeName type) {
            return switch (type) {
                case TIMESTAMP -> MILLIS;
                case BOOLEAN -> BOOLEAN;
                case DECIMAL -> DECIMAL;
                default -> NONE;
            };
        }

        /** The value of SQL. */
        Object of(Object value) {
            return switch (this) {
                case NONE -> value;
                case MILLIS -> Math.floorDiv((Long) value, 1_000L);
                case BOOLEAN -> value.equals("true");
                case DECIMAL ->
                    value instanceof BigInteger wide ? new BigDecimal(wide) : BigDecimal.valueOf((Long) value);
            };
        }
    }

    /**
     * One column of the leaf.
     *
     * @param column index into the request's columns
     */
    public record Output(int column, Conversion conversion) {}

    /** Whether rows come unsorted and uncut, so that a filter or an accumulation may still be folded in. */
    public boolean isOpen() {
        return order.isEmpty() && limit == null && offset.equals(0L);
    }

    /** The same with another filter and slots. */
    public ScanSpec withFilter(Predicate newFilter, List<RexNode> newSlots) {
        return new ScanSpec(table, newFilter, shape, outputs, order, offset, limit, newSlots);
    }

    /** The same with another shape and outputs. */
    public ScanSpec withShape(Shape newShape, List<Output> newOutputs, List<RexNode> newSlots) {
        return new ScanSpec(table, filter, newShape, newOutputs, order, offset, limit, newSlots);
    }

    /** The same with other outputs. */
    public ScanSpec withOutputs(List<Output> newOutputs) {
        return new ScanSpec(table, filter, shape, newOutputs, order, offset, limit, slots);
    }

    /** The same, sorted and cut. */
    public ScanSpec withOrder(List<SortKey> newOrder, Object newOffset, @Nullable Object newLimit, List<RexNode> all) {
        return new ScanSpec(table, filter, shape, outputs, newOrder, newOffset, newLimit, all);
    }
}
