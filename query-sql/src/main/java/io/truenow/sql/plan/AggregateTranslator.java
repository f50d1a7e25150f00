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
            boolean millis = expressions.get(group).getType().getSqlTypeName() == SqlTypeName.TIMESTAMP;
            outputs.add(
                    new ScanSpec.Output(keys.size(), millis ? ScanSpec.Conversion.MILLIS : ScanSpec.Conversion.NONE));
            keys.add(key);
        }
        for (AggregateCall call : aggregate.getAggCallList()) {
            Aggregation aggregation = aggregation(call);
            if (aggregation == null) {
                return null;
            }
            boolean millis = call.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP;
            outputs.add(new ScanSpec.Output(
                    keys.size() + aggregations.size(), millis ? ScanSpec.Conversion.MILLIS : ScanSpec.Conversion.NONE));
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

    private @Nullable GroupKey key(RexNode node) {
        Column column = column(node);
        if (column != null) {
            if (!column.millis()) {
                return new GroupKey.ByField(column.field());
            }
            return column.field() == Field.BuiltIn.EVENT_TIME ? new GroupKey.ByTime(MILLI, 0) : null;
        }
        if (!(node instanceof RexCall call)) {
            return null;
        }
        if (call.getKind() == SqlKind.FLOOR && call.getOperands().size() == 2) {
            return isEventTime(call.getOperands().get(0))
                    ? floor(call.getOperands().get(1))
                    : null;
        }
        return call.getOperator().equals(Operators.BUCKET) ? bucket(call) : null;
    }

    private boolean isEventTime(RexNode node) {
        Column column = column(node);
        return column != null && column.field() == Field.BuiltIn.EVENT_TIME && column.millis();
    }

    private static @Nullable GroupKey floor(RexNode flag) {
        TimeUnitRange unit = flag instanceof RexLiteral literal ? literal.getValueAs(TimeUnitRange.class) : null;
        if (unit == null) {
            return null;
        }
        return switch (unit) {
            case SECOND -> new GroupKey.ByTime(SECOND, 0);
            case MINUTE -> new GroupKey.ByTime(60 * SECOND, 0);
            case HOUR -> new GroupKey.ByTime(3_600 * SECOND, 0);
            case DAY -> new GroupKey.ByTime(86_400 * SECOND, 0);
            case MONTH -> new GroupKey.ByCalendar(GroupKey.ByCalendar.Unit.MONTH);
            case QUARTER -> new GroupKey.ByCalendar(GroupKey.ByCalendar.Unit.QUARTER);
            case YEAR -> new GroupKey.ByCalendar(GroupKey.ByCalendar.Unit.YEAR);
            default -> null;
        };
    }

    private @Nullable GroupKey bucket(RexCall call) {
        if (!isEventTime(call.getOperands().get(1))
                || !(call.getOperands().get(0) instanceof RexLiteral width)
                || !(call.getOperands().get(2) instanceof RexLiteral origin)
                || origin.isNull()) {
            return null;
        }
        long widthMillis = Objects.requireNonNull(width.getValueAs(Long.class));
        long originMillis = Objects.requireNonNull(origin.getValueAs(Long.class));
        return new GroupKey.ByTime(Math.multiplyExact(widthMillis, MILLI), Math.multiplyExact(originMillis, MILLI));
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
        Column column = column(expressions.get(call.getArgList().getFirst()));
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
            case SUM -> metric ? new Aggregation(Aggregation.Function.SUM, field, filter, 0) : null;
            case AVG -> metric ? new Aggregation(Aggregation.Function.AVG, field, filter, 0) : null;
            default -> null;
        };
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
