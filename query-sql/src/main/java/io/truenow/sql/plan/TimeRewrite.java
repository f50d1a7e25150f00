package io.truenow.sql.plan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import io.truenow.sql.type.Operators;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites expressions so that what follows agrees with and without push-down: comparisons of event time are made in microseconds,
 * comparisons of a DOUBLE with an exact literal are made in DOUBLE, {@code TIME_BUCKET} becomes a floor or a bucket of constant width.
 */
final class TimeRewrite extends RexShuttle {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private final RexBuilder builder;
    private final IntUnaryOperator microsColumn;
    private final RelDataType bigint;

    /** @param microsColumn index of the microsecond column beside a time column, or -1 */
    TimeRewrite(RexBuilder builder, IntUnaryOperator microsColumn) {
        this.builder = builder;
        this.microsColumn = microsColumn;
        this.bigint = builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
    }

    @Override
    public RexNode visitCall(RexCall call) {
        if (call.getKind() == SqlKind.SEARCH && isTime(call.getOperands().getFirst())) {
            return RexUtil.expandSearch(builder, null, call).accept(this);
        }
        RexNode visited = super.visitCall(call);
        if (!(visited instanceof RexCall inner)) {
            return visited;
        }
        if (inner != call && (inner.getKind() == SqlKind.AND || inner.getKind() == SqlKind.OR)) {
            return RexUtil.flatten(builder, inner); // a range among its terms has become several
        }
        RexNode lifted = inner.getKind() == SqlKind.CAST ? lifted(inner) : null;
        if (lifted != null) {
            return lifted;
        }
        if (inner.getKind() == SqlKind.CAST && inner.getType().getSqlTypeName() == SqlTypeName.DOUBLE) {
            return approximate(inner.getOperands().getFirst(), inner);
        }
        if (inner.getOperator().equals(Operators.TIME_BUCKET)) {
            return bucket(inner);
        }
        return SqlKind.COMPARISON.contains(inner.getKind())
                        && inner.getOperands().size() == 2
                ? comparison(inner)
                : visited;
    }

    /** A cast of a literal that was taken out of the statement, as that literal in another form; null for another cast. */
    private @Nullable RexNode lifted(RexCall cast) {
        RexNode from = cast.getOperands().getFirst();
        LiftedParameter parameter = LiftedParameter.of(from);
        SqlTypeName type = cast.getType().getSqlTypeName();
        if (parameter == null || parameter.form() != LiftedParameter.Form.TYPED) {
            return null;
        }
        if (SqlTypeName.CHAR_TYPES.contains(from.getType().getSqlTypeName())) {
            return type == SqlTypeName.VARCHAR && cast.getType().getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
                    ? parameter.as(LiftedParameter.Form.TYPED, type, builder)
                    : null;
        }
        if (type == SqlTypeName.DOUBLE
                && SqlTypeName.NUMERIC_TYPES.contains(from.getType().getSqlTypeName())) {
            return parameter.as(LiftedParameter.Form.DOUBLE, type, builder);
        }
        return type == SqlTypeName.BIGINT
                        && SqlTypeName.INT_TYPES.contains(from.getType().getSqlTypeName())
                ? parameter.as(LiftedParameter.Form.LONG, type, builder)
                : null;
    }

    @Override
    public RexNode visitOver(RexOver over) {
        RexNode visited = super.visitOver(over);
        if (!(visited instanceof RexOver inner) || inner.getOperands().size() != 1) {
            return visited;
        }
        RexNode argument = inner.getOperands().getFirst();
        SqlTypeName wanted = argument(inner.getAggOperator(), argument.getType().getSqlTypeName());
        if (wanted == null) {
            return visited;
        }
        RelDataType plain = wanted == SqlTypeName.DECIMAL
                ? builder.getTypeFactory().createSqlType(wanted, 38, 0)
                : builder.getTypeFactory().createSqlType(wanted);
        RelDataType type = builder.getTypeFactory()
                .createTypeWithNullability(plain, argument.getType().isNullable());
        RexWindow window = inner.getWindow();
        return builder.makeOver(
                inner.getType(),
                inner.getAggOperator(),
                List.of(builder.makeCast(type, argument)),
                window.partitionKeys,
                window.orderKeys,
                window.getLowerBound(),
                window.getUpperBound(),
                window.getExclude(),
                window.isRows(),
                true,
                false,
                inner.isDistinct(),
                inner.ignoreNulls());
    }

    /** What the argument of a window function has to become; null if it may stay. */
    private static @Nullable SqlTypeName argument(SqlAggFunction function, SqlTypeName type) {
        if (Operators.isVariance(function)) {
            return type == SqlTypeName.DOUBLE ? null : SqlTypeName.DOUBLE;
        }
        if (type != SqlTypeName.BIGINT) {
            return null;
        }
        return switch (function.getKind()) {
            case SUM, SUM0 -> SqlTypeName.DECIMAL;
            case AVG -> SqlTypeName.DOUBLE;
            default -> null;
        };
    }

    private static boolean isTime(RexNode node) {
        return node.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP;
    }

    private RexNode comparison(RexCall call) {
        RexNode left = chosen(call.getOperands().get(0));
        RexNode right = chosen(call.getOperands().get(1));
        if (RexLiteral.isNullLiteral(left) || RexLiteral.isNullLiteral(right)) {
            return builder.makeNullLiteral(call.getType()); // planning fails on such a comparison in a filter
        }
        if ((isTime(left) || isTime(right)) && (names(left) || names(right))) {
            return builder.makeCall(call.getOperator(), micros(left), micros(right));
        }
        RexNode newLeft = isExact(left) ? approximate(left, right) : left;
        RexNode newRight = isExact(right) ? approximate(right, left) : right;
        return newLeft == left && newRight == right ? call : builder.makeCall(call.getOperator(), newLeft, newRight);
    }

    /** NULL for a CASE, cast or not, that comes to it in each row; later planning would find that here, and fail. Else what it was. */
    private RexNode chosen(RexNode node) {
        RexNode inner = node;
        while (inner.getKind() == SqlKind.CAST) {
            inner = ((RexCall) inner).getOperands().getFirst();
        }
        if (inner.getKind() != SqlKind.CASE) {
            return node;
        }
        RexNode simple = new RexSimplify(
                        builder, RelOptPredicateList.EMPTY, (b, constants, reduced) -> reduced.addAll(constants))
                .simplifyPreservingType(inner);
        return RexLiteral.isNullLiteral(simple) ? builder.makeNullLiteral(node.getType()) : node;
    }

    private static boolean isExact(RexNode node) {
        return SqlTypeName.EXACT_TYPES.contains(node.getType().getSqlTypeName());
    }

    /** An exact literal as DOUBLE, if what it meets is DOUBLE; else what it was. */
    private RexNode approximate(RexNode value, RexNode other) {
        LiftedParameter lifted = LiftedParameter.of(value);
        if (lifted != null && isExact(value) && other.getType().getSqlTypeName() == SqlTypeName.DOUBLE) {
            return lifted.as(LiftedParameter.Form.DOUBLE, SqlTypeName.DOUBLE, builder);
        }
        boolean folds = value instanceof RexLiteral literal
                && !literal.isNull()
                && isExact(value)
                && other.getType().getSqlTypeName() == SqlTypeName.DOUBLE;
        BigDecimal number = folds ? ((RexLiteral) value).getValueAs(BigDecimal.class) : null;
        return number == null
                ? other.getKind() == SqlKind.CAST
                                && ((RexCall) other).getOperands().getFirst() == value
                        ? other
                        : value
                : builder.makeApproxLiteral(number, builder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE));
    }

    /** Whether an expression is a time column, or one plus or minus an interval. */
    private boolean names(RexNode node) {
        if (node instanceof RexInputRef ref) {
            return isTime(ref) && microsColumn.applyAsInt(ref.getIndex()) >= 0;
        }
        if (!(node instanceof RexCall call)) {
            return false;
        }
        return (isWideningCast(call) || isShift(call))
                && names(call.getOperands().getFirst());
    }

    private static boolean isWideningCast(RexCall call) {
        return call.getKind() == SqlKind.CAST
                && isTime(call)
                && isTime(call.getOperands().getFirst())
                && call.getType().getPrecision()
                        >= call.getOperands().getFirst().getType().getPrecision();
    }

    private static boolean isShift(RexCall call) {
        return (call.getOperator().equals(SqlStdOperatorTable.DATETIME_PLUS)
                        || call.getOperator().equals(SqlStdOperatorTable.MINUS_DATE))
                && isTime(call)
                && call.getOperands().get(1) instanceof RexLiteral interval
                && SqlTypeName.DAY_INTERVAL_TYPES.contains(interval.getType().getSqlTypeName());
    }

    private RexNode micros(RexNode node) {
        LiftedParameter lifted = LiftedParameter.of(
                node.getKind() == SqlKind.CAST && isTime(node)
                        ? ((RexCall) node).getOperands().getFirst()
                        : node);
        if (lifted != null) {
            return lifted.as(LiftedParameter.Form.MICROS, SqlTypeName.BIGINT, builder);
        }
        Long known = constant(node);
        if (known != null) {
            return builder.makeExactLiteral(BigDecimal.valueOf(known), bigint);
        }
        if (node instanceof RexInputRef ref) {
            int column = isTime(ref) ? microsColumn.applyAsInt(ref.getIndex()) : -1;
            if (column >= 0) {
                return builder.makeInputRef(
                        builder.getTypeFactory()
                                .createTypeWithNullability(bigint, ref.getType().isNullable()),
                        column);
            }
        }
        if (node instanceof RexCall call && names(call)) {
            RexNode inner = micros(call.getOperands().getFirst());
            return isShift(call) ? shifted(call, inner) : inner;
        }
        RexNode time = isTime(node)
                ? node
                : builder.makeAbstractCast(
                        builder.getTypeFactory()
                                .createTypeWithNullability(
                                        builder.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP, 3),
                                        node.getType().isNullable()),
                        node,
                        false);
        return builder.makeCall(Operators.MICROS, time);
    }

    private RexNode shifted(RexCall call, RexNode micros) {
        BigDecimal millis = ((RexLiteral) call.getOperands().get(1)).getValueAs(BigDecimal.class);
        RexNode by = builder.makeExactLiteral(
                java.util.Objects.requireNonNull(millis).multiply(THOUSAND), bigint);
        return builder.makeCall(
                call.getOperator().equals(SqlStdOperatorTable.MINUS_DATE)
                        ? SqlStdOperatorTable.MINUS
                        : SqlStdOperatorTable.PLUS,
                micros,
                by);
    }

    /** Microseconds of an expression that names no column, to the last digit that was written; null if they are not known now. */
    private static @Nullable Long constant(RexNode node) {
        try {
            return switch (node) {
                case RexLiteral literal when literal.isNull() -> null;
                case RexLiteral literal -> literalMicros(literal);
                case RexCall call when call.getKind() == SqlKind.CAST && isTime(call) -> castMicros(call);
                case RexCall call
                when call.getOperator().equals(SqlStdOperatorTable.DATETIME_PLUS)
                        || call.getOperator().equals(SqlStdOperatorTable.MINUS_DATE) -> shiftedConstant(call);
                default -> null;
            };
        } catch (DateTimeException | ArithmeticException notATime) {
            return null;
        }
    }

    private static @Nullable Long literalMicros(RexLiteral literal) {
        return switch (literal.getTypeName()) {
            case TIMESTAMP -> {
                TimestampString value = literal.getValueAs(TimestampString.class);
                yield value == null ? null : TimeText.parseIso(value.toString());
            }
            case DATE -> {
                DateString value = literal.getValueAs(DateString.class);
                yield value == null ? null : Math.multiplyExact(value.getMillisSinceEpoch(), 1_000L);
            }
            default -> null;
        };
    }

    private static @Nullable Long castMicros(RexCall cast) {
        RexNode from = cast.getOperands().getFirst();
        if (from instanceof RexLiteral text
                && !text.isNull()
                && SqlTypeName.CHAR_TYPES.contains(text.getType().getSqlTypeName())) {
            String written = text.getValueAs(String.class);
            String trimmed = written == null ? "" : written.strip();
            return TimeText.parseIso(trimmed.length() == 10 ? trimmed + "T00:00:00" : trimmed);
        }
        return isTime(from) || from.getType().getSqlTypeName() == SqlTypeName.DATE ? constant(from) : null;
    }

    private static @Nullable Long shiftedConstant(RexCall call) {
        Long base = constant(call.getOperands().get(0));
        if (base == null || !(call.getOperands().get(1) instanceof RexLiteral interval) || interval.isNull()) {
            return null;
        }
        BigDecimal amount = interval.getValueAs(BigDecimal.class);
        if (amount == null
                || !SqlTypeName.INTERVAL_TYPES.contains(interval.getType().getSqlTypeName())) {
            return null;
        }
        long signed = call.getOperator().equals(SqlStdOperatorTable.MINUS_DATE)
                ? -amount.longValueExact()
                : amount.longValueExact();
        if (SqlTypeName.DAY_INTERVAL_TYPES.contains(interval.getType().getSqlTypeName())) {
            return Math.addExact(base, Math.multiplyExact(signed, 1_000L));
        }
        LocalDateTime moved = LocalDateTime.ofInstant(TimeText.toInstant(base), ZoneOffset.UTC)
                .plusMonths(signed);
        return TimeText.parseIso(moved.toString().length() == 16 ? moved + ":00" : moved.toString());
    }

    private RexNode bucket(RexCall call) {
        List<RexNode> operands = call.getOperands();
        BucketWidth width = BucketWidth.of(operands.get(0));
        if (width == null) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY,
                    "The first argument of TIME_BUCKET is a constant interval, such as INTERVAL '5' MINUTE or '5m'.");
        }
        if (width.months() > 0) {
            TimeUnitRange unit = width.unit();
            if (unit == null || operands.size() > 2) {
                throw new TrueNowException(
                        ErrorCode.INVALID_QUERY,
                        "TIME_BUCKET of months takes 1 month, 3 months or 1 year, and no origin.");
            }
            return builder.makeCall(SqlStdOperatorTable.FLOOR, operands.get(1), builder.makeFlag(unit));
        }
        RexNode origin = operands.size() > 2
                ? operands.get(2)
                : builder.makeTimestampLiteral(TimestampString.fromMillisSinceEpoch(0), 3);
        return builder.makeCall(
                Operators.BUCKET,
                builder.makeExactLiteral(BigDecimal.valueOf(width.millis()), bigint),
                operands.get(1),
                origin);
    }
}
