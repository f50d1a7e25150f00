package io.truenow.sql.plan;

import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ValueType;
import io.truenow.sql.scan.ScanSpec;
import io.truenow.sql.type.Operators;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Translates an aggregation over rows of a scan into keys and accumulators of the hot tier; gives null where it cannot. */
final class AggregateTranslator {

    private static final long MILLI = 1_000L;
    private static final long SECOND = 1_000_000L;

    private final ScanSpec spec;
    private final List<Field> fields;
    private final List<RexNode> expressions;
    private final PredicateTranslator predicates;

    /** @param expressions what the aggregation's input columns are, in terms of the scan's columns */
    AggregateTranslator(ScanSpec spec, List<RexNode> expressions) {
        this.spec = spec;
        this.fields = ((ScanSpec.Rows) spec.shape()).fields();
        this.expressions = expressions;
        this.predicates = new PredicateTranslator(spec);
    }

    @Nullable
    ScanSpec translate(Aggregate aggregate) {
        List<GroupKey> keys = new ArrayList<>();
        List<Aggregation> aggregations = new ArrayList<>();
        List<ScanSpec.Output> outputs = new ArrayList<>();
        for (int group : aggregate.getGroupSet()) {
            GroupKey key = key(expressions.get(group));
            if (key == null) {
                return null;
            }
            SqlTypeName type = expressions.get(group).getType().getSqlTypeName();
            outputs.add(new ScanSpec.Output(keys.size(), ScanSpec.Conversion.to(type)));
            keys.add(key);
        }
        for (AggregateCall call : aggregate.getAggCallList()) {
            Aggregation aggregation = aggregation(call);
            if (aggregation == null) {
                return null;
            }
            outputs.add(new ScanSpec.Output(
                    keys.size() + aggregations.size(),
                    ScanSpec.Conversion.to(call.getType().getSqlTypeName())));
            aggregations.add(aggregation);
        }
        return outputs.isEmpty()
                ? null
                : spec.withShape(new ScanSpec.Groups(keys, aggregations), outputs, predicates.slots());
    }

    /** A column of the scan. */
    private record Column(Field field, boolean millis) {}

    private @Nullable Column column(RexNode node) {
        if (!(node instanceof RexInputRef ref)) {
            return null;
        }
        ScanSpec.Output output = spec.outputs().get(ref.getIndex());
        return new Column(fields.get(output.column()), output.conversion() == ScanSpec.Conversion.MILLIS);
    }

    /** What an aggregation reads: a column; a column of whole numbers as doubles, or, to sum it, as decimals. */
    private @Nullable Column argument(RexNode node, SqlKind function) {
        if (node.getKind() != SqlKind.CAST) {
            return column(node);
        }
        RexNode inner = ((RexCall) node).getOperands().getFirst();
        Column column = column(inner);
        if (column == null
                || !(column.field() instanceof Field.Column own)
                || inner.getType().getSqlTypeName() != SqlTypeName.BIGINT) {
            return null;
        }
        SqlTypeName wanted = node.getType().getSqlTypeName();
        if (wanted == SqlTypeName.DOUBLE) {
            return new Column(Field.metric(own.name()), false);
        }
        boolean sum = function == SqlKind.SUM && wanted == SqlTypeName.DECIMAL;
        return sum && node.getType().getScale() == 0 ? column : null;
    }

    private @Nullable GroupKey key(RexNode node) {
        Column column = column(node);
        if (column != null) {
            if (!column.millis()) {
                return new GroupKey.ByField(column.field());
            }
            return isBucketed(column.field()) ? new GroupKey.ByTime(column.field(), MILLI, 0) : null;
        }
        if (!(node instanceof RexCall call)) {
            return null;
        }
        if (call.getKind() == SqlKind.FLOOR && call.getOperands().size() == 2) {
            Field time = time(call.getOperands().get(0));
            return time == null ? null : floor(time, call.getOperands().get(1));
        }
        return call.getOperator().equals(Operators.BUCKET) ? bucket(call) : null;
    }

    /** A time that the hot tier makes buckets of; null if the node is none. */
    private @Nullable Field time(RexNode node) {
        Column column = column(node);
        return column != null && column.millis() && isBucketed(column.field()) ? column.field() : null;
    }

    private static boolean isBucketed(Field field) {
        return field == Field.BuiltIn.EVENT_TIME || field instanceof Field.Column;
    }

    private static @Nullable GroupKey floor(Field time, RexNode flag) {
        TimeUnitRange unit = flag instanceof RexLiteral literal ? literal.getValueAs(TimeUnitRange.class) : null;
        if (unit == null) {
            return null;
        }
        return switch (unit) {
            case SECOND -> new GroupKey.ByTime(time, SECOND, 0);
            case MINUTE -> new GroupKey.ByTime(time, 60 * SECOND, 0);
            case HOUR -> new GroupKey.ByTime(time, 3_600 * SECOND, 0);
            case DAY -> new GroupKey.ByTime(time, 86_400 * SECOND, 0);
            case MONTH -> new GroupKey.ByCalendar(time, GroupKey.ByCalendar.Unit.MONTH);
            case QUARTER -> new GroupKey.ByCalendar(time, GroupKey.ByCalendar.Unit.QUARTER);
            case YEAR -> new GroupKey.ByCalendar(time, GroupKey.ByCalendar.Unit.YEAR);
            default -> null;
        };
    }

    private @Nullable GroupKey bucket(RexCall call) {
        Field time = time(call.getOperands().get(1));
        if (time == null
                || !(call.getOperands().get(0) instanceof RexLiteral width)
                || !(call.getOperands().get(2) instanceof RexLiteral origin)
                || origin.isNull()) {
            return null;
        }
        long widthMillis = Objects.requireNonNull(width.getValueAs(Long.class));
        long originMillis = Objects.requireNonNull(origin.getValueAs(Long.class));
        return new GroupKey.ByTime(
                time, Math.multiplyExact(widthMillis, MILLI), Math.multiplyExact(originMillis, MILLI));
    }

    private @Nullable Aggregation aggregation(AggregateCall call) {
        Predicate filter = Predicate.TRUE;
        if (call.filterArg >= 0) {
            RexNode condition = expressions.get(call.filterArg);
            filter = predicates.translate(
                    condition.getKind() == SqlKind.IS_TRUE
                            ? ((RexCall) condition).getOperands().getFirst()
                            : condition);
        }
        if (filter == null || !call.getCollation().getFieldCollations().isEmpty()) {
            return null;
        }
        if (call.getArgList().isEmpty()) {
            return call.getAggregation().getKind() == SqlKind.COUNT
                    ? new Aggregation(Aggregation.Function.COUNT, null, filter, 0)
                    : null;
        }
        Column column = argument(
                expressions.get(call.getArgList().getFirst()),
                call.getAggregation().getKind());
        return column == null ? null : aggregation(call, column, filter);
    }

    private @Nullable Aggregation aggregation(AggregateCall call, Column column, Predicate filter) {
        Field field = column.field();
        if (call.getAggregation().equals(Operators.APPROX_PERCENTILE)) {
            Double fraction = fraction(expressions.get(call.getArgList().get(1)));
            return fraction == null || call.isDistinct() || field.type() != ValueType.DOUBLE
                    ? null
                    : new Aggregation(Aggregation.Function.PERCENTILE, field, filter, fraction);
        }
        if (call.getArgList().size() != 1) {
            return null;
        }
        boolean metric = field.type() == ValueType.DOUBLE && !call.isDistinct();
        return switch (call.getAggregation().getKind()) {
            case COUNT -> count(call, column, filter);
            case MIN -> new Aggregation(Aggregation.Function.MIN, field, filter, 0);
            case MAX -> new Aggregation(Aggregation.Function.MAX, field, filter, 0);
            case SUM ->
                metric || isWholeSum(call, field) ? new Aggregation(Aggregation.Function.SUM, field, filter, 0) : null;
            case AVG -> metric ? new Aggregation(Aggregation.Function.AVG, field, filter, 0) : null;
            default -> null;
        };
    }

    private static boolean isWholeSum(AggregateCall call, Field field) {
        return field instanceof Field.Column
                && field.type() == ValueType.LONG
                && !call.isDistinct()
                && call.getType().getSqlTypeName() == SqlTypeName.DECIMAL;
    }

    private static @Nullable Aggregation count(AggregateCall call, Column column, Predicate filter) {
        if (!call.isDistinct()) {
            return new Aggregation(Aggregation.Function.COUNT, column.field(), filter, 0);
        }
        return column.millis() ? null : new Aggregation(Aggregation.Function.COUNT_DISTINCT, column.field(), filter, 0);
    }

    private static @Nullable Double fraction(RexNode written) {
        RexNode node = written.getKind() == SqlKind.CAST
                ? ((RexCall) written).getOperands().getFirst()
                : written;
        BigDecimal value = node instanceof RexLiteral literal
                        && !literal.isNull()
                        && SqlTypeName.NUMERIC_TYPES.contains(literal.getType().getSqlTypeName())
                ? literal.getValueAs(BigDecimal.class)
                : null;
        return value == null || value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0 ? null : value.doubleValue();
    }
}
