package io.truenow.sql.plan;

import io.truenow.sql.scan.ScanSpec;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptRuleOperand;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;

/**
 * Folds an aggregation into the scan below it. One instance matches an aggregation over a scan; the other one with a selection between
 * them, which is where time floors and conditions of FILTER stand.
 */
@SuppressWarnings("deprecation") // the operand helpers are the shortest way to say which nodes a rule matches
final class AggregateRule extends RelOptRule {

    private AggregateRule(RelOptRuleOperand operand, String name) {
        super(operand, name);
    }

    static AggregateRule overScan() {
        return new AggregateRule(
                operand(LogicalAggregate.class, operand(HotTierScan.class, none())), "TrueNow:Aggregate");
    }

    static AggregateRule overSelection() {
        return new AggregateRule(
                operand(LogicalAggregate.class, operand(LogicalProject.class, operand(HotTierScan.class, none()))),
                "TrueNow:AggregateSelection");
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Aggregate aggregate = call.rel(0);
        Project project = call.rels.length == 3 ? call.rel(1) : null;
        HotTierScan scan = call.rel(call.rels.length - 1);
        if (!scan.spec().isOpen()
                || !(scan.spec().shape() instanceof ScanSpec.Rows)
                || aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            return;
        }
        List<RexNode> expressions = project == null
                ? List.copyOf(scan.getCluster().getRexBuilder().identityProjects(scan.getRowType()))
                : project.getProjects();
        ScanSpec folded = new AggregateTranslator(scan.spec(), expressions).translate(aggregate);
        if (folded != null) {
            call.transformTo(scan.with(aggregate.getRowType(), folded));
        }
    }
}
