package io.truenow.sql.exec;

import io.truenow.sql.parse.StatementShape;
import io.truenow.sql.plan.LiftedParameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of the literals that were taken out of one statement, by the numbers under which its plan reads them. Immutable. */
final class LiftedValues {

    /** For a plan that holds its literals itself. */
    static final LiftedValues NONE = new LiftedValues(new int[0], new Object[0]);

    private final int[] numbers;
    private final Object[] values;

    private LiftedValues(int[] numbers, Object[] values) {
        this.numbers = numbers;
        this.values = values;
    }

    /** The values in a statement; null if one of them has not the form there that the plan wants. */
    static @Nullable LiftedValues of(List<LiftedParameter> parameters, StatementShape shape) {
        if (parameters.isEmpty()) {
            return NONE;
        }
        int[] numbers = new int[parameters.size()];
        Object[] values = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            Object value = parameters.get(i).value(shape);
            if (value == null) {
                return null;
            }
            numbers[i] = parameters.get(i).number();
            values[i] = value;
        }
        return new LiftedValues(numbers, values);
    }

    /** The value of a parameter, which the plan has. */
    Object value(int number) {
        int at = Arrays.binarySearch(numbers, number);
        if (at < 0) {
            throw new IllegalStateException("The plan has no literal [" + number + "].");
        }
        return values[at];
    }
}
