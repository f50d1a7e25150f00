package io.truenow.sql.plan;

import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.catalog.SystemTable;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;

/** Puts leaves that can run in the place of table scans. */
final class LeafShuttle extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(TableScan scan) {
        CatalogTable events = scan.getTable().unwrap(CatalogTable.class);
        if (events != null) {
            return HotTierScan.of(scan.getCluster(), events);
        }
        SystemTable system = scan.getTable().unwrap(SystemTable.class);
        if (system != null) {
            return new SystemScan(scan.getCluster(), system);
        }
        throw new IllegalStateException("There is no way to read " + RelOptUtil.toString(scan));
    }
}
