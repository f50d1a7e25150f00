package io.truenow.sql.plan;

import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.ValueType;
import io.truenow.sql.scan.ScanSpec;
import io.truenow.sql.scan.Slot;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Folds ORDER BY, OFFSET and LIMIT into the scan. */
@SuppressWarnings("deprecation") // the operand helpers are the shortest way to say which nodes a rule matches
final class SortRule extends RelOptRule {

    SortRule() {
        super(operand(LogicalSort.class, operand(HotTierScan.class, none())), "TrueNow:Sort");
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Sort sort = call.rel(0);
        HotTierScan scan = call.rel(1);
        ScanSpec spec = scan.spec();
        if (!spec.isOpen()) {
            return;
        }
        List<SortKey> keys = keys(sort, spec);
        List<RexNode> slots = new ArrayList<>(spec.slots());
        Object offset = sort.offset == null ? (Object) 0L : amount(sort.offset, slots);
        Object limit = sort.fetch == null ? null : amount(sort.fetch, slots);
        if (keys == null || offset == null || sort.fetch != null && limit == null) {
            return;
        }
        call.transformTo(scan.with(scan.getRowType(), spec.withOrder(keys, offset, limit, slots)));
    }

    private static @Nullable List<SortKey> keys(Sort sort, ScanSpec spec) {
        List<SortKey> keys = new ArrayList<>();
        List<RelFieldCollation> collations = sort.getCollation().getFieldCollations();
        for (int i = 0; i < collations.size(); i++) {
            RelFieldCollation key = collations.get(i);
            ScanSpec.Output output = spec.outputs().get(key.getFieldIndex());
            // Cut to milliseconds, values tie that the hot tier keeps apart: right only for the last key, or for
            // buckets.
            boolean exact = output.conversion() != ScanSpec.Conversion.MILLIS || isBucket(spec, output.column());
            if (!exact && i < collations.size() - 1) {
                return null;
            }
            keys.add(new SortKey(
                    output.column(),
                    key.getDirection().isDescending(),
                    key.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
                            ? key.getDirection().isDescending()
                            : key.nullDirection == RelFieldCollation.NullDirection.FIRST));
        }
        return keys;
    }

    private static boolean isBucket(ScanSpec spec, int column) {
        return spec.shape() instanceof ScanSpec.Groups groups
                && column < groups.keys().size()
                && !(groups.keys().get(column) instanceof GroupKey.ByField);
    }

    private static @Nullable Object amount(RexNode node, List<RexNode> slots) {
        if (node instanceof RexLiteral literal) {
            return literal.getValueAs(Long.class);
        }
        if (!(node instanceof RexDynamicParam)) {
            return null;
        }
        slots.add(node);
        return new Slot(slots.size() - 1, ValueType.LONG);
    }
}
