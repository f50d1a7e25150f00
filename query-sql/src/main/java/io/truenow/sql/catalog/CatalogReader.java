package io.truenow.sql.catalog;

import java.util.List;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.SchemaVersion;

/** Reads a {@link Catalog} for the validator, with our way of matching names. */
public final class CatalogReader extends CalciteCatalogReader {

    /** A reader that starts in a default namespace (none if the list is empty) and then at the root. */
    public CatalogReader(
            Catalog catalog,
            List<String> defaultNamespace,
            RelDataTypeFactory typeFactory,
            CalciteConnectionConfig config) {
        super(
                catalog.root().createSnapshot(new Look()),
                new ExactFirstMatcher(),
                List.of(List.copyOf(defaultNamespace), List.of()),
                typeFactory,
                config);
    }

    /** Catalogues never change, so each look is its own version. */
    private static final class Look implements SchemaVersion {
        @Override
        public boolean isBefore(SchemaVersion other) {
            return false;
        }
    }
}
