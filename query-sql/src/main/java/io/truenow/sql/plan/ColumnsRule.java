package io.truenow.sql.plan;

import io.truenow.hottier.read.Field;
import io.truenow.sql.scan.ScanSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/** Makes a scan return only the columns that the selection above it uses; a selection of bare columns disappears. */
@SuppressWarnings("deprecation") // the operand helpers are the shortest way to say which nodes a rule matches
final class ColumnsRule extends RelOptRule {

    ColumnsRule() {
        super(operand(LogicalProject.class, operand(HotTierScan.class, none())), "TrueNow:Columns");
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Project project = call.rel(0);
        HotTierScan scan = call.rel(1);
        if (!project.getVariablesSet().isEmpty()) {
            return;
        }
        List<Integer> columns = bareColumns(project);
        if (columns != null) {
            call.transformTo(scan.with(project.getRowType(), narrowed(scan.spec(), columns)));
            return;
        }
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
        if (used.cardinality() == scan.getRowType().getFieldCount() || used.isEmpty()) {
            return;
        }
        List<Integer> kept = used.asList();
        var rowType = project.getCluster().getTypeFactory().builder();
        kept.forEach(i -> rowType.add(scan.getRowType().getFieldList().get(i)));
        RexShuttle shift = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(kept.indexOf(ref.getIndex()), ref.getType());
            }
        };
        call.transformTo(LogicalProject.create(
                scan.with(rowType.build(), narrowed(scan.spec(), kept)),
                project.getHints(),
                shift.visitList(project.getProjects()),
                project.getRowType(),
                project.getVariablesSet()));
    }

    private static @org.jspecify.annotations.Nullable List<Integer> bareColumns(Project project) {
        List<Integer> columns = new ArrayList<>();
        List<RelDataTypeField> input = project.getInput().getRowType().getFieldList();
        for (RexNode expression : project.getProjects()) {
            if (!(expression instanceof RexInputRef ref)
                    || !input.get(ref.getIndex()).getType().equals(ref.getType())) {
                return null;
            }
            columns.add(ref.getIndex());
        }
        return columns.isEmpty() ? null : columns;
    }

    /** Outputs for some of the columns; of an unsorted row scan also the request's fields shrink. */
    static ScanSpec narrowed(ScanSpec spec, List<Integer> columns) {
        List<ScanSpec.Output> outputs = new ArrayList<>();
        columns.forEach(c -> outputs.add(spec.outputs().get(c)));
        if (!(spec.shape() instanceof ScanSpec.Rows rows) || !spec.order().isEmpty()) {
            return spec.withOutputs(outputs);
        }
        List<Field> fields = new ArrayList<>();
        List<ScanSpec.Output> renumbered = new ArrayList<>();
        for (ScanSpec.Output output : outputs) {
            Field field = rows.fields().get(output.column());
            if (!fields.contains(field)) {
                fields.add(field);
            }
            renumbered.add(new ScanSpec.Output(fields.indexOf(field), output.conversion()));
        }
        return spec.withShape(new ScanSpec.Rows(fields), renumbered, spec.slots());
    }
}
