package io.truenow.sql.server;

import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogTable;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.schema.Table;
import org.jspecify.annotations.Nullable;

/** Answers of {@link DatabaseMetaData} about what a principal sees. A namespace is a schema; there is no catalogue level. */
final class DatabaseTables {

    private static final JavaTypeFactoryImpl TYPES =
            new JavaTypeFactoryImpl(io.truenow.sql.type.TrueNowTypeSystem.INSTANCE);

    private DatabaseTables() {}

    static Meta.MetaResultSet schemas(JdbcConnection connection, Catalog catalog, @Nullable String pattern) {
        List<Object> rows = new ArrayList<>();
        for (String schema : names(catalog)) {
            if (Like.matches(pattern, schema)) {
                rows.add(row(schema, null));
            }
        }
        return result(connection, "TABLE_SCHEM TABLE_CATALOG", rows);
    }

    private static List<String> names(Catalog catalog) {
        List<String> names = new ArrayList<>(catalog.namespaces().keySet());
        names.add(Catalog.SYSTEM);
        Collections.sort(names);
        return names;
    }

    static Meta.MetaResultSet tableTypes(JdbcConnection connection) {
        return result(connection, "TABLE_TYPE", List.of(row("SYSTEM TABLE"), row("TABLE")));
    }

    static Meta.MetaResultSet catalogs(JdbcConnection connection) {
        return result(connection, "TABLE_CAT", List.of());
    }

    static Meta.MetaResultSet tables(
            JdbcConnection connection,
            Catalog catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable List<String> types) {
        List<Object> rows = new ArrayList<>();
        each(catalog, schemaPattern, tablePattern, (schema, name, table) -> {
            String type = schema.equals(Catalog.SYSTEM) ? "SYSTEM TABLE" : "TABLE";
            if (types == null || types.contains(type)) {
                rows.add(row(null, schema, name, type, null, null, null, null, null, null));
            }
        });
        // By type, namespace and name.
        rows.sort(Comparator.comparing(row -> (String) ((List<?>) row).get(3)));
        return result(
                connection,
                "TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM TYPE_NAME SELF_REFERENCING_COL_NAME REF_GENERATION",
                rows);
    }

    static Meta.MetaResultSet columns(
            JdbcConnection connection,
            Catalog catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable String columnPattern) {
        List<Object> rows = new ArrayList<>();
        each(catalog, schemaPattern, tablePattern, (schema, name, table) -> {
            for (RelDataTypeField field : table.getRowType(TYPES).getFieldList()) {
                boolean pseudo = table instanceof CatalogTable && CatalogTable.isPseudo(field.getName());
                if (!pseudo && Like.matches(columnPattern, field.getName())) {
                    rows.add(column(schema, name, field));
                }
            }
        });
        return result(
                connection,
                "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:I TYPE_NAME COLUMN_SIZE:I BUFFER_LENGTH:I DECIMAL_DIGITS:I"
                        + " NUM_PREC_RADIX:I NULLABLE:I REMARKS COLUMN_DEF SQL_DATA_TYPE:I SQL_DATETIME_SUB:I CHAR_OCTET_LENGTH:I"
                        + " ORDINAL_POSITION:I IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE:H"
                        + " IS_AUTOINCREMENT IS_GENERATEDCOLUMN",
                rows);
    }

    private static Object column(String schema, String table, RelDataTypeField field) {
        ColumnMetaData.AvaticaType type = WireTypes.type(field.getType());
        boolean nullable = field.getType().isNullable();
        boolean number = type.id == Types.DOUBLE || type.id == Types.BIGINT;
        return row(
                null,
                schema,
                table,
                field.getName(),
                type.id,
                type.name,
                size(type.id),
                null,
                type.id == Types.TIMESTAMP ? (Integer) 3 : type.id == Types.BIGINT ? (Integer) 0 : null,
                number ? (Integer) (type.id == Types.DOUBLE ? 2 : 10) : null,
                nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                null,
                null,
                null,
                null,
                type.id == Types.VARCHAR ? (Integer) Integer.MAX_VALUE : null,
                field.getIndex() + 1,
                nullable ? "YES" : "NO",
                null,
                null,
                null,
                null,
                "NO",
                "NO");
    }

    private static int size(int type) {
        return switch (type) {
            case Types.BIGINT -> 19;
            case Types.DOUBLE -> 53;
            case Types.TIMESTAMP -> 23;
            default -> Integer.MAX_VALUE;
        };
    }

    static Meta.MetaResultSet typeInfo(JdbcConnection connection) {
        List<Object> rows = List.of(
                type("TINYINT", Types.TINYINT, 3, null, null, 0, 10),
                type("BIGINT", Types.BIGINT, 19, null, null, 0, 10),
                type("VARBINARY", Types.VARBINARY, Integer.MAX_VALUE, "X'", "'", 0, 0),
                type("CHAR", Types.CHAR, Integer.MAX_VALUE, "'", "'", 0, 0),
                type("DECIMAL", Types.DECIMAL, 38, null, null, 38, 10),
                type("INTEGER", Types.INTEGER, 10, null, null, 0, 10),
                type("SMALLINT", Types.SMALLINT, 5, null, null, 0, 10),
                type("REAL", Types.REAL, 24, null, null, 0, 2),
                type("DOUBLE", Types.DOUBLE, 53, null, null, 0, 2),
                type("VARCHAR", Types.VARCHAR, Integer.MAX_VALUE, "'", "'", 0, 0),
                type("BOOLEAN", Types.BOOLEAN, 1, null, null, 0, 0),
                type("DATE", Types.DATE, 10, "DATE '", "'", 0, 0),
                type("TIME", Types.TIME, 12, "TIME '", "'", 3, 0),
                type("TIMESTAMP", Types.TIMESTAMP, 23, "TIMESTAMP '", "'", 3, 0));
        return result(
                connection,
                "TYPE_NAME DATA_TYPE:I PRECISION:I LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS NULLABLE:H CASE_SENSITIVE:B"
                        + " SEARCHABLE:H UNSIGNED_ATTRIBUTE:B FIXED_PREC_SCALE:B AUTO_INCREMENT:B LOCAL_TYPE_NAME MINIMUM_SCALE:H"
                        + " MAXIMUM_SCALE:H SQL_DATA_TYPE:I SQL_DATETIME_SUB:I NUM_PREC_RADIX:I",
                rows);
    }

    private static Object type(
            String name,
            int id,
            int precision,
            @Nullable String prefix,
            @Nullable String suffix,
            int scale,
            int radix) {
        return row(
                name,
                id,
                precision,
                prefix,
                suffix,
                null,
                (short) DatabaseMetaData.typeNullable,
                id == Types.CHAR || id == Types.VARCHAR,
                (short) DatabaseMetaData.typeSearchable,
                false,
                false,
                false,
                name,
                (short) 0,
                (short) scale,
                null,
                null,
                radix == 0 ? null : (Integer) radix);
    }

    private interface TableVisitor {
        void visit(String schema, String name, Table table);
    }

    private static void each(
            Catalog catalog, @Nullable String schemaPattern, @Nullable String tablePattern, TableVisitor visitor) {
        for (String schema : names(catalog)) {
            if (!Like.matches(schemaPattern, schema)) {
                continue;
            }
            Map<String, ? extends Table> tables = schema.equals(Catalog.SYSTEM)
                    ? catalog.systemTables()
                    : catalog.namespaces().getOrDefault(schema, Map.of());
            new TreeMap<>(tables).forEach((name, table) -> {
                if (Like.matches(tablePattern, name)) {
                    visitor.visit(schema, name, table);
                }
            });
        }
    }

    private static Object row(@Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>(values.length);
        for (Object value : values) {
            row.add(value);
        }
        return row;
    }

    /** Columns are names; {@code :I} means INTEGER, {@code :H} SMALLINT, {@code :B} BOOLEAN, none VARCHAR. */
    private static Meta.MetaResultSet result(JdbcConnection connection, String columns, List<Object> rows) {
        List<ColumnMetaData> described = new ArrayList<>();
        for (String column : columns.split(" ", -1)) {
            int colon = column.indexOf(':');
            String name = colon < 0 ? column : column.substring(0, colon);
            String kind = colon < 0 ? "" : column.substring(colon + 1).toUpperCase(Locale.ROOT);
            ColumnMetaData.AvaticaType type =
                    switch (kind) {
                        case "I" -> WireTypes.scalar(Types.INTEGER, "INTEGER", Rep.INTEGER);
                        case "H" -> WireTypes.scalar(Types.SMALLINT, "SMALLINT", Rep.SHORT);
                        case "B" -> WireTypes.scalar(Types.BOOLEAN, "BOOLEAN", Rep.BOOLEAN);
                        default -> WireTypes.scalar(Types.VARCHAR, "VARCHAR", Rep.STRING);
                    };
            described.add(WireTypes.column(described.size(), name, type, true, 0, 0));
        }
        Meta.Signature signature =
                Meta.Signature.create(described, "", List.of(), Meta.CursorFactory.LIST, Meta.StatementType.SELECT);
        return Meta.MetaResultSet.create(
                connection.id(), connection.nextId(), true, signature, new Meta.Frame(0, true, rows));
    }
}
