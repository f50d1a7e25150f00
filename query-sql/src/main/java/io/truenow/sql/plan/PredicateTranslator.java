package io.truenow.sql.plan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.Predicate.Comparison;
import io.truenow.hottier.read.ValueType;
import io.truenow.sql.scan.ScanSpec;
import io.truenow.sql.scan.Slot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/**
 * Translates conditions over the rows of a scan into what the hot tier filters by; gives null where it cannot. NOT is pushed down to
 * the leaves, which keeps SQL's three-valued logic: a leaf over null is not true, negated or not. Not thread-safe: it collects the
 * expressions behind slots.
 */
final class PredicateTranslator {

    private static final long MICROS = 1_000L;

    private final ScanSpec spec;
    private final List<RexNode> slots;

    /** A translator of conditions over the scan's own columns. */
    PredicateTranslator(ScanSpec spec) {
        this.spec = spec;
        this.slots = new ArrayList<>(spec.slots());
    }

    /** Slots of the scan and those that translations added. */
    List<RexNode> slots() {
        return slots;
    }

    /** Forgets slots of a translation that was not used. */
    @Nullable
    Predicate translate(RexNode condition) {
        int before = slots.size();
        Predicate predicate = translate(condition, true);
        if (predicate == null) {
            slots.subList(before, slots.size()).clear();
        }
        return predicate;
    }

    private @Nullable Predicate translate(RexNode node, boolean positive) {
        return switch (node.getKind()) {
            case AND -> combine((RexCall) node, positive, positive);
            case OR -> combine((RexCall) node, positive, !positive);
            case NOT -> translate(((RexCall) node).getOperands().getFirst(), !positive);
            case IS_NULL -> isNull((RexCall) node, !positive);
            case IS_NOT_NULL -> isNull((RexCall) node, positive);
            case INPUT_REF -> truth(node, positive, false);
            case IS_TRUE -> is(((RexCall) node).getOperands().getFirst(), true, positive);
            case IS_FALSE -> is(((RexCall) node).getOperands().getFirst(), false, positive);
            case IS_NOT_TRUE -> is(((RexCall) node).getOperands().getFirst(), true, !positive);
            case IS_NOT_FALSE -> is(((RexCall) node).getOperands().getFirst(), false, !positive);
            case LITERAL -> literal((RexLiteral) node, positive);
            case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                comparison((RexCall) node, positive);
            case SEARCH -> search((RexCall) node, positive);
            case LIKE -> like((RexCall) node, positive);
            case OTHER_FUNCTION -> texts((RexCall) node, positive);
            default -> null;
        };
    }

    /** Whether something is true, or false; negated it is the other, or unknown, which only a column can say. */
    private @Nullable Predicate is(RexNode node, boolean value, boolean positive) {
        return positive ? translate(node, value) : truth(node, !value, true);
    }

    /** A column of booleans that has a value, or has none if that counts as well. */
    private @Nullable Predicate truth(RexNode node, boolean value, boolean orNull) {
        Column column = node.getType().getSqlTypeName() == SqlTypeName.BOOLEAN ? column(node) : null;
        if (column == null) {
            return null;
        }
        Predicate compare = new Predicate.Compare(column.field(), Comparison.EQUAL, Boolean.toString(value));
        return orNull ? new Predicate.Or(List.of(compare, new Predicate.IsNull(column.field(), false))) : compare;
    }

    private @Nullable Predicate combine(RexCall call, boolean positive, boolean and) {
        List<Predicate> parts = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            Predicate part = translate(operand, positive);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        Predicate list = list(parts, and);
        return list != null ? list : and ? new Predicate.And(parts) : new Predicate.Or(parts);
    }

    /** Values of a list that are known only when the statement runs come as single comparisons; the hot tier looks up all at once. */
    private static @Nullable Predicate list(List<Predicate> parts, boolean negated) {
        List<Object> literals = new ArrayList<>();
        Field field = null;
        for (Predicate part : parts) {
            if (!(part instanceof Predicate.Compare compare)
                    || compare.comparison() != (negated ? Comparison.NOT_EQUAL : Comparison.EQUAL)
                    || field != null && !compare.field().equals(field)) {
                return null;
            }
            field = compare.field();
            literals.add(compare.literal());
        }
        return field == null || literals.size() < 2 ? null : new Predicate.In(field, literals, negated);
    }

    private static @Nullable Predicate literal(RexLiteral literal, boolean positive) {
        if (literal.isNull()) {
            return Predicate.FALSE;
        }
        Boolean value = literal.getTypeName() == SqlTypeName.BOOLEAN ? literal.getValueAs(Boolean.class) : null;
        return value == null ? null : value == positive ? Predicate.TRUE : Predicate.FALSE;
    }

    /** A column of the scan, as a condition names it. */
    private record Column(Field field, boolean millis, boolean nullable) {}

    private @Nullable Column column(RexNode node) {
        RexNode bare = bare(node);
        if (!(bare instanceof RexInputRef ref) || !(spec.shape() instanceof ScanSpec.Rows rows)) {
            return null;
        }
        ScanSpec.Output output = spec.outputs().get(ref.getIndex());
        return new Column(
                rows.fields().get(output.column()),
                output.conversion() == ScanSpec.Conversion.MILLIS,
                ref.getType().isNullable());
    }

    private static RexNode bare(RexNode node) {
        RexNode bare = node;
        while (bare.isA(SqlKind.CAST) && keepsValues((RexCall) bare)) {
            bare = ((RexCall) bare).getOperands().getFirst();
        }
        return bare;
    }

    private static boolean keepsValues(RexCall cast) {
        RelDataType from = cast.getOperands().getFirst().getType();
        RelDataType to = cast.getType();
        SqlTypeName toName = to.getSqlTypeName();
        if (toName == SqlTypeName.VARCHAR && SqlTypeName.CHAR_TYPES.contains(from.getSqlTypeName())) {
            return to.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
                    || from.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED
                            && from.getPrecision() <= to.getPrecision();
        }
        return from.getSqlTypeName() == toName
                && from.getPrecision() == to.getPrecision()
                && from.getScale() == to.getScale();
    }

    private @Nullable Predicate isNull(RexCall call, boolean negated) {
        Column column = column(call.getOperands().getFirst());
        if (column == null) {
            return null;
        }
        if (!column.nullable()) {
            return negated ? Predicate.TRUE : Predicate.FALSE;
        }
        return new Predicate.IsNull(column.field(), negated);
    }

    private @Nullable Predicate comparison(RexCall call, boolean positive) {
        return comparison(call, of(call.getKind(), positive));
    }

    private @Nullable Predicate texts(RexCall call, boolean positive) {
        Comparison comparison = TextOrder.comparison(call);
        return comparison == null ? null : comparison(call, positive ? comparison : negated(comparison));
    }

    private @Nullable Predicate comparison(RexCall call, Comparison comparison) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        Column column = column(left);
        if (column != null) {
            return compare(column, comparison, bare(right));
        }
        column = column(right);
        return column == null ? null : compare(column, flipped(comparison), bare(left));
    }

    private @Nullable Predicate compare(Column column, Comparison comparison, RexNode value) {
        if (value instanceof RexLiteral literal) {
            if (literal.isNull()) {
                return Predicate.FALSE;
            }
            if (column.millis()) {
                return literal.getTypeName() == SqlTypeName.TIMESTAMP
                        ? millis(column.field(), comparison, literal.getValueAs(Long.class))
                        : null;
            }
            Object converted = convert(column.field().type(), literal);
            return converted == null ? null : new Predicate.Compare(column.field(), comparison, converted);
        }
        if (column.millis()
                || !RexUtil.isConstant(value)
                || !fits(column.field().type(), value.getType())) {
            return null;
        }
        return new Predicate.Compare(
                column.field(), comparison, slot(value, column.field().type()));
    }

    private Slot slot(RexNode value, ValueType type) {
        int index = slots.indexOf(value);
        if (index < 0) {
            index = slots.size();
            slots.add(value);
        }
        return new Slot(index, type);
    }

    private static boolean fits(ValueType field, RelDataType type) {
        SqlTypeName name = type.getSqlTypeName();
        return switch (field) {
            case TEXT -> SqlTypeName.CHAR_TYPES.contains(name);
            case DOUBLE -> SqlTypeName.NUMERIC_TYPES.contains(name);
            case LONG -> SqlTypeName.INT_TYPES.contains(name);
        };
    }

    private static @Nullable Object convert(ValueType field, RexLiteral literal) {
        SqlTypeName name = literal.getTypeName();
        if (field == ValueType.TEXT) {
            return name == SqlTypeName.CHAR || name == SqlTypeName.VARCHAR ? literal.getValueAs(String.class) : null;
        }
        if (!SqlTypeName.NUMERIC_TYPES.contains(literal.getType().getSqlTypeName())) {
            return null;
        }
        BigDecimal number = literal.getValueAs(BigDecimal.class);
        return number == null ? null : convert(field, (Comparable<?>) number);
    }

    private static @Nullable Object convert(ValueType field, Comparable<?> value) {
        if (field == ValueType.TEXT) {
            return value instanceof org.apache.calcite.util.NlsString text ? text.getValue() : null;
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        if (field == ValueType.DOUBLE) {
            return number.doubleValue();
        }
        try {
            return new BigDecimal(number.toString()).longValueExact();
        } catch (ArithmeticException notWhole) {
            return null;
        }
    }

    /** A column of milliseconds against a literal, in microseconds: the column's value is the floor of its microseconds. */
    private static @Nullable Predicate millis(Field field, Comparison comparison, @Nullable Long millis) {
        if (millis == null || Math.abs(millis) > Long.MAX_VALUE / MICROS - 1) {
            return null;
        }
        long from = millis * MICROS;
        long next = from + MICROS;
        return switch (comparison) {
            case GREATER_OR_EQUAL -> new Predicate.Compare(field, Comparison.GREATER_OR_EQUAL, from);
            case GREATER -> new Predicate.Compare(field, Comparison.GREATER_OR_EQUAL, next);
            case LESS -> new Predicate.Compare(field, Comparison.LESS, from);
            case LESS_OR_EQUAL -> new Predicate.Compare(field, Comparison.LESS, next);
            case EQUAL ->
                new Predicate.And(List.of(
                        new Predicate.Compare(field, Comparison.GREATER_OR_EQUAL, from),
                        new Predicate.Compare(field, Comparison.LESS, next)));
            case NOT_EQUAL ->
                new Predicate.Or(List.of(
                        new Predicate.Compare(field, Comparison.LESS, from),
                        new Predicate.Compare(field, Comparison.GREATER_OR_EQUAL, next)));
        };
    }

    private @Nullable Predicate search(RexCall call, boolean positive) {
        Column column = column(call.getOperands().get(0));
        if (column == null || column.millis() || !(call.getOperands().get(1) instanceof RexLiteral literal)) {
            return null;
        }
        Sarg<?> sarg = literal.getValueAs(Sarg.class);
        return sarg == null
                ? null
                : SargTranslator.translate(
                        column.field(),
                        positive ? sarg : sarg.negate(),
                        v -> convert(column.field().type(), v));
    }

    private @Nullable Predicate like(RexCall call, boolean positive) {
        Column column = column(call.getOperands().get(0));
        if (column == null
                || column.field().type() != ValueType.TEXT
                || call.getOperands().size() != 2
                || !(bare(call.getOperands().get(1)) instanceof RexLiteral literal)
                || literal.isNull()) {
            return null;
        }
        String pattern = literal.getValueAs(String.class);
        if (pattern == null || pattern.indexOf('_') >= 0 || pattern.indexOf('\\') >= 0) {
            return null;
        }
        int percent = pattern.indexOf('%');
        if (percent < 0) {
            return new Predicate.Compare(column.field(), positive ? Comparison.EQUAL : Comparison.NOT_EQUAL, pattern);
        }
        return percent == pattern.length() - 1
                ? new Predicate.StartsWith(column.field(), pattern.substring(0, percent), !positive)
                : null;
    }

    private static Comparison of(SqlKind kind, boolean positive) {
        SqlKind effective = positive ? kind : kind.negateNullSafe();
        return switch (effective) {
            case EQUALS -> Comparison.EQUAL;
            case NOT_EQUALS -> Comparison.NOT_EQUAL;
            case LESS_THAN -> Comparison.LESS;
            case LESS_THAN_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
            case GREATER_THAN -> Comparison.GREATER;
            case GREATER_THAN_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
            default -> throw new IllegalArgumentException("This is no comparison: [" + kind + "].");
        };
    }

    private static Comparison negated(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> Comparison.NOT_EQUAL;
            case NOT_EQUAL -> Comparison.EQUAL;
            case LESS -> Comparison.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> Comparison.GREATER;
            case GREATER -> Comparison.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Comparison.LESS;
        };
    }

    private static Comparison flipped(Comparison comparison) {
        return switch (comparison) {
            case EQUAL, NOT_EQUAL -> comparison;
            case LESS -> Comparison.GREATER;
            case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
            case GREATER -> Comparison.LESS;
            case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
        };
    }
}
