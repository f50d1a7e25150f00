package io.truenow.sql.plan;

import io.truenow.hottier.read.Predicate;
import io.truenow.sql.scan.ScanSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** Folds the conditions of a filter that the hot tier knows into the scan; the others stay above it. */
@SuppressWarnings("deprecation") // the operand helpers are the shortest way to say which nodes a rule matches
final class FilterRule extends RelOptRule {

    FilterRule() {
        super(operand(LogicalFilter.class, operand(HotTierScan.class, none())), "TrueNow:Filter");
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Filter filter = call.rel(0);
        HotTierScan scan = call.rel(1);
        if (!scan.spec().isOpen()
                || !(scan.spec().shape() instanceof ScanSpec.Rows)
                || !filter.getVariablesSet().isEmpty()) {
            return;
        }
        PredicateTranslator translator = new PredicateTranslator(scan.spec());
        List<Predicate> pushed = new ArrayList<>();
        List<RexNode> left = new ArrayList<>();
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
            Predicate predicate = translator.translate(condition);
            if (predicate == null) {
                left.add(condition);
            } else {
                pushed.add(predicate);
            }
        }
        if (pushed.isEmpty()) {
            return;
        }
        if (!scan.spec().filter().equals(Predicate.TRUE)) {
            pushed.addFirst(scan.spec().filter());
        }
        RelNode result = scan.with(
                scan.getRowType(),
                scan.spec()
                        .withFilter(
                                pushed.size() == 1 ? pushed.getFirst() : new Predicate.And(pushed),
                                translator.slots()));
        call.transformTo(
                left.isEmpty()
                        ? result
                        : LogicalFilter.create(
                                result,
                                RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), left)));
    }
}
