package io.truenow.sql.server;

import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;

/**
 * The part of Avatica's interface that a remote client never asks of a server, and what writes. The thin driver answers the first itself;
 * the second is refused.
 */
abstract class ReadOnlyMeta implements Meta {

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("This server does not answer [" + what + "].");
    }

    @Override
    public MetaResultSet getProcedures(ConnectionHandle ch, String catalog, Pat schema, Pat procedure) {
        throw unsupported("getProcedures");
    }

    @Override
    public MetaResultSet getProcedureColumns(
            ConnectionHandle ch, String catalog, Pat schema, Pat procedure, Pat column) {
        throw unsupported("getProcedureColumns");
    }

    @Override
    public MetaResultSet getColumnPrivileges(
            ConnectionHandle ch, String catalog, String schema, String table, Pat column) {
        throw unsupported("getColumnPrivileges");
    }

    @Override
    public MetaResultSet getTablePrivileges(ConnectionHandle ch, String catalog, Pat schema, Pat table) {
        throw unsupported("getTablePrivileges");
    }

    @Override
    public MetaResultSet getBestRowIdentifier(
            ConnectionHandle ch, String catalog, String schema, String table, int scope, boolean nullable) {
        throw unsupported("getBestRowIdentifier");
    }

    @Override
    public MetaResultSet getVersionColumns(ConnectionHandle ch, String catalog, String schema, String table) {
        throw unsupported("getVersionColumns");
    }

    @Override
    public MetaResultSet getPrimaryKeys(ConnectionHandle ch, String catalog, String schema, String table) {
        throw unsupported("getPrimaryKeys");
    }

    @Override
    public MetaResultSet getImportedKeys(ConnectionHandle ch, String catalog, String schema, String table) {
        throw unsupported("getImportedKeys");
    }

    @Override
    public MetaResultSet getExportedKeys(ConnectionHandle ch, String catalog, String schema, String table) {
        throw unsupported("getExportedKeys");
    }

    @Override
    public MetaResultSet getCrossReference(
            ConnectionHandle ch,
            String parentCatalog,
            String parentSchema,
            String parentTable,
            String foreignCatalog,
            String foreignSchema,
            String foreignTable) {
        throw unsupported("getCrossReference");
    }

    @Override
    public MetaResultSet getIndexInfo(
            ConnectionHandle ch, String catalog, String schema, String table, boolean unique, boolean approximate) {
        throw unsupported("getIndexInfo");
    }

    @Override
    public MetaResultSet getUDTs(ConnectionHandle ch, String catalog, Pat schema, Pat type, int[] types) {
        throw unsupported("getUDTs");
    }

    @Override
    public MetaResultSet getSuperTypes(ConnectionHandle ch, String catalog, Pat schema, Pat type) {
        throw unsupported("getSuperTypes");
    }

    @Override
    public MetaResultSet getSuperTables(ConnectionHandle ch, String catalog, Pat schema, Pat table) {
        throw unsupported("getSuperTables");
    }

    @Override
    public MetaResultSet getAttributes(ConnectionHandle ch, String catalog, Pat schema, Pat type, Pat attribute) {
        throw unsupported("getAttributes");
    }

    @Override
    public MetaResultSet getClientInfoProperties(ConnectionHandle ch) {
        throw unsupported("getClientInfoProperties");
    }

    @Override
    public MetaResultSet getFunctions(ConnectionHandle ch, String catalog, Pat schema, Pat function) {
        throw unsupported("getFunctions");
    }

    @Override
    public MetaResultSet getFunctionColumns(ConnectionHandle ch, String catalog, Pat schema, Pat function, Pat column) {
        throw unsupported("getFunctionColumns");
    }

    @Override
    public MetaResultSet getPseudoColumns(ConnectionHandle ch, String catalog, Pat schema, Pat table, Pat column) {
        throw unsupported("getPseudoColumns");
    }

    @Override
    public Iterable<Object> createIterable(
            StatementHandle stmt,
            QueryState state,
            Signature signature,
            List<TypedValue> parameters,
            Frame firstFrame) {
        throw unsupported("createIterable");
    }

    @Override
    public void commit(ConnectionHandle ch) {
        // Nothing is ever written, so there is nothing to keep.
    }

    @Override
    public void rollback(ConnectionHandle ch) {
        // Nothing is ever written, so there is nothing to undo.
    }
}
