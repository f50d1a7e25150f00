package io.truenow.sql.plan;

import io.truenow.sql.type.Operators;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Hides literals that are grouped by, while correlated sub-queries are taken apart: Calcite leaves literals out of the keys there. What then has no
 * key is a grand total, which has a row even where there is nothing to group; and of several literals the later ones are put back into the wrong
 * columns. A single literal beside other keys is handled well and stays.
 */
final class ConstantKeys {

    private ConstantKeys() {}

    /** The same plan, in which no aggregation has literals for its only keys, nor more than one. */
    static RelNode hidden(RelNode plan) {
        return plan.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                RelNode node = super.visit(other);
                return node instanceof Aggregate aggregate && mishandled(aggregate)
                        ? aggregate.copy(aggregate.getTraitSet(), List.of(hidden(aggregate)))
                        : node;
            }
        });
    }

    private static boolean mishandled(Aggregate aggregate) {
        long literals = aggregate.getGroupSet().asList().stream()
                .filter(key -> isLiteral(aggregate.getInput(), key))
                .count();
        return literals > 1 || literals == 1 && aggregate.getGroupCount() == 1;
    }

    /** Whether a column is a literal, or becomes one when projections are merged. */
    private static boolean isLiteral(RelNode node, int column) {
        return switch (node) {
            case Project project -> {
                RexNode value = project.getProjects().get(column);
                yield value instanceof RexLiteral
                        || value instanceof RexInputRef ref && isLiteral(project.getInput(), ref.getIndex());
            }
            case Filter filter -> isLiteral(filter.getInput(), column);
            case Sort sort -> isLiteral(sort.getInput(), column);
            case BiRel pair -> {
                int left = pair.getLeft().getRowType().getFieldCount();
                yield column < left ? isLiteral(pair.getLeft(), column) : isLiteral(pair.getRight(), column - left);
            }
            case Aggregate inner ->
                column < inner.getGroupCount()
                        && isLiteral(inner.getInput(), inner.getGroupSet().nth(column));
            default -> false;
        };
    }

    private static RelNode hidden(Aggregate aggregate) {
        RelNode input = aggregate.getInput();
        RexBuilder builder = input.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>(builder.identityProjects(input.getRowType()));
        for (int key : aggregate.getGroupSet()) {
            RexNode value = columns.get(key);
            columns.set(key, builder.makeCall(value.getType(), Operators.HIDDEN, List.of(value)));
        }
        return LogicalProject.create(input, List.of(), columns, input.getRowType(), Set.of());
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
