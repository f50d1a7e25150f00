package io.truenow.sql.plan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.scan.HotTierSource;
import io.truenow.sql.scan.RowSource;
import io.truenow.sql.scan.ScanSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;

/** The one leaf into which rules fold what the hot tier does itself. Immutable. */
final class HotTierScan extends SourceRel {

    private static final double ROWS = 1_000_000;
    private static final double GROUPS = 1_000;

    private final ScanSpec spec;

    HotTierScan(RelOptCluster cluster, RelDataType rowType, ScanSpec spec) {
        super(cluster, rowType);
        this.spec = spec;
    }

    /** All columns and rows of a table, pseudo-columns with them. */
    static HotTierScan of(RelOptCluster cluster, CatalogTable table) {
        List<Field> fields = new ArrayList<>();
        List<ScanSpec.Output> outputs = new ArrayList<>();
        for (CatalogColumn column : table.allColumns()) {
            if (!fields.contains(column.field())) {
                fields.add(column.field());
            }
            outputs.add(new ScanSpec.Output(
                    fields.indexOf(column.field()),
                    switch (column.kind()) {
                        case TIME -> ScanSpec.Conversion.MILLIS;
                        case BOOLEAN -> ScanSpec.Conversion.BOOLEAN;
                        case TEXT, DOUBLE, LONG, MICROS -> ScanSpec.Conversion.NONE;
                    }));
        }
        return new HotTierScan(
                cluster,
                table.getRowType(cluster.getTypeFactory()),
                new ScanSpec(
                        table, Predicate.TRUE, new ScanSpec.Rows(fields), outputs, List.of(), 0L, null, List.of()));
    }

    ScanSpec spec() {
        return spec;
    }

    HotTierScan with(RelDataType newRowType, ScanSpec newSpec) {
        return new HotTierScan(getCluster(), newRowType, newSpec);
    }

    @Override
    RowSource source() {
        RexBuilder builder = getCluster().getRexBuilder();
        return new HotTierSource(
                spec,
                builder,
                spec.slots().stream()
                        .map(slot -> BoundedShuttle.ofConstant(builder, slot))
                        .toList());
    }

    @Override
    double expectedRows() {
        double rows =
                spec.shape() instanceof ScanSpec.Groups groups ? groups.keys().isEmpty() ? 1 : GROUPS : ROWS;
        double kept = spec.filter().equals(Predicate.TRUE) ? rows : Math.max(1, rows / 10);
        return spec.limit() instanceof Long limit ? Math.min(kept, limit) : kept;
    }

    @Override
    public RelWriter explainTerms(RelWriter pw) {
        ScanSpec.Rows rows = spec.shape() instanceof ScanSpec.Rows r ? r : null;
        ScanSpec.Groups groups = spec.shape() instanceof ScanSpec.Groups g ? g : null;
        return super.explainTerms(pw)
                .item(
                        "table",
                        spec.table().ref().namespace() + "."
                                + spec.table().ref().table())
                .itemIf(
                        "tableId",
                        spec.table().tableId(),
                        pw.getDetailLevel() == org.apache.calcite.sql.SqlExplainLevel.DIGEST_ATTRIBUTES)
                .itemIf(
                        "filter",
                        Describe.predicate(spec.filter()),
                        !spec.filter().equals(Predicate.TRUE))
                .itemIf("fields", rows == null ? "" : Describe.fields(rows.fields()), rows != null)
                .itemIf(
                        "keys",
                        groups == null ? "" : Describe.keys(groups.keys()),
                        groups != null && !groups.keys().isEmpty())
                .itemIf(
                        "aggregations",
                        groups == null ? "" : Describe.aggregations(groups.aggregations()),
                        groups != null)
                .item("outputs", Describe.outputs(spec.outputs()))
                .itemIf(
                        "order",
                        Describe.order(spec.order(), spec.shape()),
                        !spec.order().isEmpty())
                .itemIf("offset", spec.offset(), !spec.offset().equals(0L))
                .itemIf("limit", spec.limit(), spec.limit() != null)
                .itemIf("slots", spec.slots(), !spec.slots().isEmpty());
    }
}
