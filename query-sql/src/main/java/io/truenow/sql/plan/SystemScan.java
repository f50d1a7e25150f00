package io.truenow.sql.plan;

import io.truenow.sql.catalog.SystemTable;
import io.truenow.sql.scan.RowSource;
import io.truenow.sql.scan.SystemSource;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelWriter;

/** All rows of a system table. */
final class SystemScan extends SourceRel {

    private static final double ROWS = 100;

    private final SystemTable table;

    SystemScan(RelOptCluster cluster, SystemTable table) {
        super(cluster, table.getRowType(cluster.getTypeFactory()));
        this.table = table;
    }

    @Override
    RowSource source() {
        return new SystemSource(table);
    }

    @Override
    double expectedRows() {
        return ROWS;
    }

    @Override
    public RelWriter explainTerms(RelWriter pw) {
        return super.explainTerms(pw).item("table", "sys." + table.name());
    }
}
