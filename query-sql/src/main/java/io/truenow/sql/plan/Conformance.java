package io.truenow.sql.plan;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/**
 * Calcite's most liberal dialect, but a selected column that is not grouped by is an error instead of any value of the group,
 * and a select item does not see the aliases of the others, so that an unknown column is called unknown.
 */
final class Conformance extends SqlDelegatingConformance {

    static final SqlConformance INSTANCE = new Conformance();

    private Conformance() {
        super(SqlConformanceEnum.BABEL);
    }

    @Override
    public SelectAliasLookup isSelectAlias() {
        return SelectAliasLookup.UNSUPPORTED;
    }

    @Override
    public boolean isNonStrictGroupBy() {
        return false;
    }
}
