package io.truenow.sql.plan;

import io.truenow.sql.catalog.CatalogTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;

/** Finds, beside a time column of milliseconds, the column of the same row that has its microseconds. */
final class MicrosColumn {

    private MicrosColumn() {}

    /** Index of the microsecond column in a node's output for one of its time columns, or -1. */
    static int of(RelNode node, int column) {
        return switch (node) {
            case TableScan scan -> {
                CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
                yield table == null ? -1 : table.microsOf(column);
            }
            case Filter filter -> of(filter.getInput(), column);
            case Sort sort -> of(sort.getInput(), column);
            case Project project -> ofProject(project, column);
            case Join join -> ofPair(join.getLeft(), join.getRight(), column);
            case Correlate correlate -> ofPair(correlate.getLeft(), correlate.getRight(), column);
            default -> -1;
        };
    }

    private static int ofPair(RelNode left, RelNode right, int column) {
        int leftColumns = left.getRowType().getFieldCount();
        if (column < leftColumns) {
            return of(left, column);
        }
        int inRight = of(right, column - leftColumns);
        return inRight < 0 ? -1 : inRight + leftColumns;
    }

    private static int ofProject(Project project, int column) {
        if (!(project.getProjects().get(column) instanceof RexInputRef ref)) {
            return -1;
        }
        int wanted = of(project.getInput(), ref.getIndex());
        if (wanted < 0) {
            return -1;
        }
        for (int i = 0; i < project.getProjects().size(); i++) {
            if (project.getProjects().get(i) instanceof RexInputRef other && other.getIndex() == wanted) {
                return i;
            }
        }
        return -1;
    }
}
