package io.truenow.sql.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A plan that holds for all statements of one shape whose literals that stayed are equal. Immutable.
 *
 * @param plan reads the literals that were taken out as parameters
 * @param lifted which literals were taken out
 * @param parameters those that the plan reads; one literal may be read in several forms
 */
public record LiftedPlan(Plan plan, BitSet lifted, List<LiftedParameter> parameters) {

    /** Copies set and list. */
    public LiftedPlan {
        lifted = (BitSet) lifted.clone();
        parameters = List.copyOf(parameters);
    }

    static LiftedPlan of(Plan plan, BitSet lifted, int[] numbers) {
        List<LiftedParameter> parameters = new ArrayList<>();
        for (int number : numbers) {
            LiftedParameter parameter = LiftedParameter.of(number);
            if (parameter != null) {
                parameters.add(parameter);
            }
        }
        return new LiftedPlan(plan, lifted, parameters);
    }

    /** A copy of the set. */
    @Override
    public BitSet lifted() {
        return (BitSet) lifted.clone();
    }
}
