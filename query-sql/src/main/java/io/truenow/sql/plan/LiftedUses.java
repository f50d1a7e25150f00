package io.truenow.sql.plan;

import io.truenow.sql.plan.LiftedParameter.Form;
import java.util.BitSet;
import java.util.TreeSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * How a plan uses the literals that were taken out of its statement. A plan holds for all values of a literal if it only compares
 * something with it, in a form that is the same for all literals of its kind: a text of 3 and one of 5 characters are of different types
 * and may mean different plans elsewhere. Not thread-safe.
 */
final class LiftedUses {

    private final BitSet refused = new BitSet();
    private final TreeSet<Integer> numbers = new TreeSet<>();

    private LiftedUses() {}

    static LiftedUses of(RelNode plan) {
        LiftedUses uses = new LiftedUses();
        plan.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                other.accept(uses.new Uses());
                return super.visit(other);
            }
        });
        return uses;
    }

    /** Literals for which the plan does not hold when they change. */
    BitSet refused() {
        return refused;
    }

    /** Numbers of the parameters that the plan reads, ascending. */
    int[] numbers() {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private final class Uses extends RexShuttle {

        @Override
        public RexNode visitCall(RexCall call) {
            if (!SqlKind.COMPARISON.contains(call.getKind())
                    || call.getOperands().size() != 2) {
                return super.visitCall(call);
            }
            RexNode left = call.getOperands().get(0);
            RexNode right = call.getOperands().get(1);
            compared(left, right);
            compared(right, left);
            return call;
        }

        private void compared(RexNode operand, RexNode with) {
            LiftedParameter parameter = LiftedParameter.of(operand);
            if (parameter == null) {
                operand.accept(this);
                return;
            }
            numbers.add(parameter.number());
            if (parameter.form() == Form.TYPED && !isSame(operand.getType(), with.getType())) {
                refused.set(parameter.literal());
            }
        }

        @Override
        public RexNode visitDynamicParam(RexDynamicParam node) {
            LiftedParameter parameter = LiftedParameter.of(node);
            if (parameter != null) {
                refused.set(parameter.literal());
            }
            return node;
        }
    }

    /** Whether the type is the same for all literals of a kind, or its width does not matter beside the other. */
    private static boolean isSame(RelDataType type, RelDataType with) {
        return switch (type.getSqlTypeName()) {
            case INTEGER, BIGINT, DOUBLE -> true;
            case CHAR, VARCHAR ->
                with.getSqlTypeName() == SqlTypeName.VARCHAR
                        && with.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED;
            default -> false;
        };
    }
}
