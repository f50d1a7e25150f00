package io.truenow.sql.plan;

import io.truenow.sql.parse.SqlText;
import io.truenow.sql.parse.StatementShape;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Puts parameters in the place of literals that a query only compares something with. All others stay, because they may decide the
 * plan: ordinals, limits, widths, patterns. Walks without recursion. Not thread-safe.
 */
final class Lifting {

    private static final Set<SqlKind> SETS = Set.of(SqlKind.GROUPING_SETS, SqlKind.ROLLUP, SqlKind.CUBE);

    private final StatementShape shape;
    private final SqlText text;
    private final RelDataTypeFactory types;
    private final BitSet refused;
    private final Map<Long, Integer> places = new HashMap<>();
    private final Map<Long, Integer> minusPlaces = new HashMap<>();
    private final BitSet lifted = new BitSet();

    /** @param refused literals that stay */
    Lifting(StatementShape shape, SqlText text, RelDataTypeFactory types, String sql, BitSet refused) {
        this.shape = shape;
        this.text = text;
        this.types = types;
        this.refused = refused;
        int line = 1;
        int lineStart = 0;
        int literal = 0;
        long minus = 0;
        for (int i = 0; i < sql.length() && literal < shape.literals(); i++) {
            char c = sql.charAt(i);
            if (i == shape.start(literal)) {
                places.put(place(line, i - lineStart + 1), literal);
                minusPlaces.put(minus, literal++);
            }
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            }
            minus = c == '-' ? place(line, i - lineStart + 1) : Character.isWhitespace(c) ? minus : 0;
        }
    }

    private static long place(int line, int column) {
        return ((long) line << Integer.SIZE) | column;
    }

    /** Changes a tree of syntax in its place; gives the literals that were taken out. */
    BitSet lift(SqlNode statement) {
        Deque<SqlNode> waiting = new ArrayDeque<>();
        waiting.push(statement);
        while (!waiting.isEmpty()) {
            switch (waiting.pop()) {
                case SqlOrderBy order
                when select(order.query) instanceof SqlSelect select && hasSets(select) -> push(waiting, order.query);
                case SqlSelect select
                when hasSets(select) -> {
                    push(waiting, select.getFrom());
                    push(waiting, select.getWhere());
                }
                case SqlBasicCall call
                when (call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN)
                        && call.operandCount() == 2
                        && call.operand(1) instanceof SqlNodeList list -> {
                    push(waiting, call.operand(0));
                    elements(list, waiting);
                }
                case SqlBasicCall call
                when SqlKind.COMPARISON.contains(call.getKind()) && call.operandCount() == 2 ->
                    operands(call, 0, waiting);
                case SqlBasicCall call
                when call.getKind() == SqlKind.BETWEEN && call.operandCount() == 3 -> operands(call, 1, waiting);
                case SqlCall call -> call.getOperandList().forEach(node -> push(waiting, node));
                case SqlNodeList list -> list.forEach(node -> push(waiting, node));
                default -> {}
            }
        }
        return lifted;
    }

    private static SqlNode select(SqlNode query) {
        return query instanceof SqlWith with ? with.body : query;
    }

    /**
     * Whether a query groups by several sets. What it selects is NULL where a set lacks it, so it has to be the same expression in both places,
     * and literals that were taken out of it are different ones there.
     */
    private static boolean hasSets(SqlSelect select) {
        SqlNodeList group = select.getGroup();
        return group != null && group.stream().anyMatch(item -> item != null && SETS.contains(item.getKind()));
    }

    private static void push(Deque<SqlNode> waiting, @Nullable SqlNode node) {
        if (node != null) {
            waiting.push(node);
        }
    }

    private void operands(SqlBasicCall call, int from, Deque<SqlNode> waiting) {
        // What compares constants is folded when it is planned, and saves more than a kept plan does.
        boolean constant = call.getOperandList().stream().allMatch(Lifting::isConstant);
        for (int i = 0; i < call.operandCount(); i++) {
            SqlNode operand = call.operand(i);
            SqlNode parameter = constant || i < from ? null : parameter(operand);
            if (parameter == null) {
                push(waiting, operand);
            } else {
                call.setOperand(i, parameter);
            }
        }
    }

    private void elements(SqlNodeList list, Deque<SqlNode> waiting) {
        for (int i = 0; i < list.size(); i++) {
            SqlNode parameter = parameter(list.get(i));
            if (parameter == null) {
                push(waiting, list.get(i));
            } else {
                list.set(i, parameter);
            }
        }
    }

    private static boolean isConstant(@Nullable SqlNode node) {
        return node instanceof SqlLiteral
                || node instanceof SqlCall call
                        && call.getKind() == SqlKind.MINUS_PREFIX
                        && isConstant(call.operand(0));
    }

    private @Nullable SqlNode parameter(SqlNode operand) {
        boolean minus = operand.getKind() == SqlKind.MINUS_PREFIX;
        SqlNode node = minus ? ((SqlCall) operand).operand(0) : operand;
        if (!(node instanceof SqlLiteral written) || written.getParserPosition().getLineNum() <= 0) {
            return null;
        }
        int[] at = text.originalPosition(
                written.getParserPosition().getLineNum(),
                written.getParserPosition().getColumnNum());
        Integer bare = places.get(place(at[0], at[1]));
        // The parser takes a minus into the number where nothing else can be meant.
        boolean negative = bare == null;
        Integer literal = negative ? minusPlaces.get(place(at[0], at[1])) : bare;
        if (literal == null || refused.get(literal) || minus && negative) {
            return null;
        }
        SqlLiteral known = known(written, literal, negative);
        if (known == null || minus && !(known instanceof SqlNumericLiteral)) {
            return null;
        }
        lifted.set(literal);
        RelDataType type = known.createSqlType(types);
        return new LiftedOperator(new LiftedParameter(literal, minus || negative, LiftedParameter.Form.TYPED), type)
                .createCall(operand.getParserPosition());
    }

    /** The parser's literal, if it is what the shape says that it is. */
    private @Nullable SqlLiteral known(SqlLiteral written, int literal, boolean negative) {
        return switch (shape.kind(literal)) {
            case INT, LONG, DECIMAL, DOUBLE ->
                written instanceof SqlNumericLiteral number
                                && new BigDecimal(shape.number(literal, negative)
                                                        .toString())
                                                .compareTo(number.bigDecimalValue())
                                        == 0
                        ? number
                        : null;
            case TEXT ->
                !negative
                                && SqlTypeName.CHAR_TYPES.contains(written.getTypeName())
                                && shape.quoted(literal).equals(written.getValueAs(String.class))
                        ? written
                        : null;
            case TIMESTAMP ->
                !negative
                                && written instanceof SqlUnknownLiteral unknown
                                && unknown.tag.equals("TIMESTAMP")
                                && shape.quoted(literal).equals(unknown.getValue())
                        ? unknown.resolve(SqlTypeName.TIMESTAMP)
                        : null;
        };
    }
}
