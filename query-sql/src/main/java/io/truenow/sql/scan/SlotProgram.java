package io.truenow.sql.scan;

import io.truenow.sql.type.Operators;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Values of a scan's slots at run time. Parameters are read directly; only other expressions cost a compilation, once per plan.
 * Thread-safe.
 */
final class SlotProgram {

    private final List<RexNode> slots;
    private final int[] compiledIndex;
    private final @Nullable Function1<DataContext, Object[]> compiled;

    SlotProgram(RexBuilder builder, List<RexNode> slots) {
        this.slots = slots;
        this.compiledIndex = new int[slots.size()];
        List<RexNode> expressions = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            compiledIndex[i] = parameter(slots.get(i)) == null ? expressions.size() : -1;
            if (compiledIndex[i] >= 0) {
                expressions.add(slots.get(i));
            }
        }
        this.compiled = expressions.isEmpty()
                ? null
                : RexExecutorImpl.getExecutable(
                                builder,
                                expressions,
                                builder.getTypeFactory().builder().build())
                        .getFunction();
    }

    @Nullable
    Object[] values(DataContext context) {
        @Nullable Object[] values = new Object[slots.size()];
        @Nullable Object[] computed = compiled == null ? new Object[0] : compiled.apply(context);
        for (int i = 0; i < values.length; i++) {
            values[i] = compiledIndex[i] >= 0 ? computed[compiledIndex[i]] : parameterValue(slots.get(i), context);
        }
        return values;
    }

    private static @Nullable Object parameterValue(RexNode slot, DataContext context) {
        RexDynamicParam parameter = parameter(slot);
        Object value = parameter == null
                ? null
                : context instanceof ParameterValues values
                        ? values.parameter(parameter.getIndex())
                        : context.get(parameter.getName());
        return value != null && slot instanceof RexCall
                ? (Object) Math.multiplyExact(((Number) value).longValue(), 1_000L)
                : value;
    }

    private static @Nullable RexDynamicParam parameter(RexNode slot) {
        if (slot instanceof RexDynamicParam parameter) {
            return parameter;
        }
        return slot instanceof RexCall call
                        && call.getOperator().equals(Operators.MICROS)
                        && call.getOperands().getFirst() instanceof RexDynamicParam parameter
                ? parameter
                : null;
    }
}
