package io.truenow.sql.plan;

import io.truenow.sql.type.Operators;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Hides what is grouped by if it is literals alone, while correlated sub-queries are taken apart: Calcite leaves literals out of the keys there,
 * and what then has no key is a grand total, which has a row even where there is nothing to group.
 */
final class ConstantKeys {

    private ConstantKeys() {}

    /** The same plan, in which no aggregation has literals for its only keys. */
    static RelNode hidden(RelNode plan) {
        return plan.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                RelNode node = super.visit(other);
                return node instanceof Aggregate aggregate
                                && aggregate.getInput() instanceof Project project
                                && !aggregate.getGroupSet().isEmpty()
                                && aggregate.getGroupSet().asList().stream()
                                        .allMatch(key -> project.getProjects().get(key) instanceof RexLiteral)
                        ? aggregate.copy(aggregate.getTraitSet(), List.of(hidden(project, aggregate)))
                        : node;
            }
        });
    }

    private static RelNode hidden(Project project, Aggregate aggregate) {
        List<RexNode> columns = new ArrayList<>(project.getProjects());
        for (int key : aggregate.getGroupSet()) {
            RexNode literal = columns.get(key);
            columns.set(
                    key,
                    project.getCluster()
                            .getRexBuilder()
                            .makeCall(literal.getType(), Operators.HIDDEN, List.of(literal)));
        }
        return LogicalProject.create(
                project.getInput(), project.getHints(), columns, project.getRowType(), project.getVariablesSet());
    }

    /** The plan with its literals again. */
    static RelNode shown(RelNode plan) {
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                return call.getOperator().equals(Operators.HIDDEN)
                        ? call.getOperands().getFirst()
                        : super.visitCall(call);
            }
        };
        return plan.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                return super.visit(other).accept(shuttle);
            }
        });
    }
}
