package io.truenow.jdbc;

import io.truenow.jdbc.wire.MetadataKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there. A namespace is a schema; there is no level of catalogs above, so that nothing is found in a catalog with a name. What a
 * real-time table does not have (keys, indexes, procedures, privileges, …) is an answer without rows.
 */
final class TrueNowDatabaseMetaData extends ServerTraits {

    private static final String KEYS =
            "PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM FKTABLE_NAME"
                    + " FKCOLUMN_NAME KEY_SEQ:H UPDATE_RULE:H DELETE_RULE:H FK_NAME PK_NAME DEFERRABILITY:H";

    private static final String VERSION_COLUMNS =
            "SCOPE:H COLUMN_NAME DATA_TYPE:I TYPE_NAME COLUMN_SIZE:I BUFFER_LENGTH:I DECIMAL_DIGITS:H PSEUDO_COLUMN:H";

    private final TrueNowConnection connection;

    TrueNowDatabaseMetaData(TrueNowConnection connection) {
        this.connection = connection;
    }

    private Catalog open() throws SQLException {
        connection.session().requireOpen();
        return connection.catalog();
    }

    private ResultSet none(String described) throws SQLException {
        return open().empty(described);
    }

    /** A pattern that finds nothing where a catalog was named. */
    private static @Nullable String within(@Nullable String catalog, @Nullable String schema) {
        return catalog == null || catalog.isEmpty() ? schema : "";
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, String @Nullable [] types)
            throws SQLException {
        return open().ask(MetadataKind.TABLES, within(catalog, schema), table, null, types);
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return open().ask(MetadataKind.COLUMNS, within(catalog, schema), table, column, null);
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schema) throws SQLException {
        return open().ask(MetadataKind.SCHEMAS, within(catalog, schema), null, null, null);
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return none("TABLE_CAT");
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return open().ask(MetadataKind.TABLE_TYPES, null, null, null, null);
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return open().ask(MetadataKind.TYPES, null, null, null, null);
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return open().rows(
                        "NAME MAX_LEN:I DEFAULT_VALUE DESCRIPTION",
                        List.of(List.of(
                                TrueNowConnection.APPLICATION_NAME,
                                128,
                                "",
                                "Name of the program, told to the server.")));
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return none("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ:H PK_NAME");
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return none(KEYS);
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return none(KEYS);
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            @Nullable String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            @Nullable String foreignTable)
            throws SQLException {
        return none(KEYS);
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            boolean unique,
            boolean approximate)
            throws SQLException {
        return none(
                "TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE:B INDEX_QUALIFIER INDEX_NAME TYPE:H ORDINAL_POSITION:H COLUMN_NAME"
                        + " ASC_OR_DESC CARDINALITY:L PAGES:L FILTER_CONDITION");
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, int scope, boolean nullable)
            throws SQLException {
        return none(VERSION_COLUMNS);
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return none(VERSION_COLUMNS);
    }

    @Override
    public ResultSet getProcedures(@Nullable String catalog, @Nullable String schema, @Nullable String procedure)
            throws SQLException {
        return none(
                "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME RESERVED_1 RESERVED_2 RESERVED_3 REMARKS PROCEDURE_TYPE:H"
                        + " SPECIFIC_NAME");
    }

    @Override
    public ResultSet getProcedureColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String procedure, @Nullable String column)
            throws SQLException {
        return none(
                "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE:H DATA_TYPE:I TYPE_NAME PRECISION:I LENGTH:I"
                        + " SCALE:H RADIX:H NULLABLE:H REMARKS COLUMN_DEF SQL_DATA_TYPE:I SQL_DATETIME_SUB:I CHAR_OCTET_LENGTH:I"
                        + " ORDINAL_POSITION:I IS_NULLABLE SPECIFIC_NAME");
    }

    @Override
    public ResultSet getFunctions(@Nullable String catalog, @Nullable String schema, @Nullable String function)
            throws SQLException {
        return none("FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE:H SPECIFIC_NAME");
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String function, @Nullable String column)
            throws SQLException {
        return none(
                "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME COLUMN_NAME COLUMN_TYPE:H DATA_TYPE:I TYPE_NAME PRECISION:I LENGTH:I"
                        + " SCALE:H RADIX:H NULLABLE:H REMARKS CHAR_OCTET_LENGTH:I ORDINAL_POSITION:I IS_NULLABLE SPECIFIC_NAME");
    }

    @Override
    public ResultSet getPseudoColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return none(
                "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:I COLUMN_SIZE:I DECIMAL_DIGITS:I NUM_PREC_RADIX:I"
                        + " COLUMN_USAGE REMARKS CHAR_OCTET_LENGTH:I IS_NULLABLE");
    }

    @Override
    public ResultSet getColumnPrivileges(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return none("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE");
    }

    @Override
    public ResultSet getTablePrivileges(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return none("TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE");
    }

    @Override
    public ResultSet getUDTs(
            @Nullable String catalog, @Nullable String schema, @Nullable String type, int @Nullable [] types)
            throws SQLException {
        return none("TYPE_CAT TYPE_SCHEM TYPE_NAME CLASS_NAME DATA_TYPE:I REMARKS BASE_TYPE:H");
    }

    @Override
    public ResultSet getSuperTypes(@Nullable String catalog, @Nullable String schema, @Nullable String type)
            throws SQLException {
        return none("TYPE_CAT TYPE_SCHEM TYPE_NAME SUPERTYPE_CAT SUPERTYPE_SCHEM SUPERTYPE_NAME");
    }

    @Override
    public ResultSet getSuperTables(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return none("TABLE_CAT TABLE_SCHEM TABLE_NAME SUPERTABLE_NAME");
    }

    @Override
    public ResultSet getAttributes(
            @Nullable String catalog, @Nullable String schema, @Nullable String type, @Nullable String attribute)
            throws SQLException {
        return none(
                "TYPE_CAT TYPE_SCHEM TYPE_NAME ATTR_NAME DATA_TYPE:I ATTR_TYPE_NAME ATTR_SIZE:I DECIMAL_DIGITS:I NUM_PREC_RADIX:I"
                        + " NULLABLE:I REMARKS ATTR_DEF SQL_DATA_TYPE:I SQL_DATETIME_SUB:I CHAR_OCTET_LENGTH:I ORDINAL_POSITION:I"
                        + " IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE:H");
    }

    @Override
    public String getURL() {
        return connection.url();
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getDatabaseProductVersion() {
        return connection.serverVersion();
    }

    @Override
    public int getDatabaseMajorVersion() {
        return TrueNowDriver.part(connection.serverVersion(), 0);
    }

    @Override
    public int getDatabaseMinorVersion() {
        return TrueNowDriver.part(connection.serverVersion(), 1);
    }

    @Override
    public RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return level == Connection.TRANSACTION_NONE;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Errors.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
