package io.truenow.sql.plan;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.util.Litmus;

/**
 * Asks a plan's own checks whether it can be right: expressions that refer to columns which are there, with the types that they have. Calcite
 * asks them by assertions only, which a server runs without; a plan that fails them would answer wrongly and say nothing. Without state.
 */
final class Validity {

    private Validity() {}

    /** Whether every node of a plan is valid over its inputs. */
    static boolean holds(RelNode plan) {
        return plan.isValid(Litmus.IGNORE, null) && plan.getInputs().stream().allMatch(Validity::holds);
    }

    /**
     * The plan, if it is valid.
     *
     * @throws IllegalStateException if it is not
     */
    static RelNode require(RelNode plan, String step) {
        if (!holds(plan)) {
            throw new IllegalStateException("A plan is not valid " + step + ".");
        }
        return plan;
    }
}
