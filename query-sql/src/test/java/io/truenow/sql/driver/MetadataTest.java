package io.truenow.sql.driver;

import static io.truenow.sql.driver.DriverServer.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.sql.Shop;
import io.truenow.sql.exec.SqlSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools ask before they show a tree, and what they get. */
class MetadataTest {

    private static final DriverServer SERVER = new DriverServer(DriverServer.USUAL, SqlSettings.DEFAULT);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(name));
        }
        return values;
    }

    private static List<String> labels(ResultSet rows) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            labels.add(rows.getMetaData().getColumnLabel(i) + " "
                    + rows.getMetaData().getColumnTypeName(i));
        }
        return labels;
    }

    /** sqlline's !dbinfo asks all of them, too. */
    @Test
    void everyQuestionHasAnAnswer() throws Exception {
        try (Connection connection = SERVER.connect("/production")) {
            DatabaseMetaData metaData = connection.getMetaData();
            int asked = 0;
            for (Method method : DatabaseMetaData.class.getMethods()) {
                if (method.getDeclaringClass() != DatabaseMetaData.class) {
                    continue;
                }
                @Nullable Object[] arguments = new Object[method.getParameterCount()];
                for (int i = 0; i < arguments.length; i++) {
                    Class<?> type = method.getParameterTypes()[i];
                    arguments[i] = type == boolean.class ? (Object) true : type == int.class ? (Object) 1 : null;
                }
                Object answer = answer(metaData, method, arguments);
                asked++;
                if (answer instanceof ResultSet rows) {
                    assertThat(rows.getMetaData().getColumnCount())
                            .as(method.getName())
                            .isPositive();
                    all(rows);
                    assertThat(rows.next()).isFalse();
                }
            }
            assertThat(asked).isGreaterThan(170);
        }
    }

    private static @Nullable Object answer(DatabaseMetaData metaData, Method method, @Nullable Object[] arguments)
            throws IllegalAccessException {
        try {
            return method.invoke(metaData, arguments);
        } catch (InvocationTargetException failure) {
            throw new AssertionError(method.getName() + " failed", failure.getCause());
        }
    }

    @Test
    void dbeaverBuildsItsTreeAndShowsRows() throws SQLException {
        try (Connection connection = SERVER.connect("?applicationName=DBeaver")) {
            connection.setAutoCommit(true);
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(metaData.getDatabaseProductName()).isEqualTo("TrueNow");
            assertThat(metaData.getDatabaseProductVersion()).isEqualTo("0.1.0-TEST");
            assertThat(metaData.getDatabaseMinorVersion()).isEqualTo(1);
            assertThat(metaData.getIdentifierQuoteString()).isEqualTo("\"");
            assertThat(metaData.getSearchStringEscape()).isEqualTo("\\");
            assertThat(metaData.supportsTransactions()).isFalse();
            assertThat(column(metaData.getTypeInfo(), "TYPE_NAME"))
                    .contains("VARCHAR", "DOUBLE", "TIMESTAMP", "VARBINARY");
            assertThat(all(metaData.getCatalogs())).isEmpty();
            assertThat(column(metaData.getSchemas(), "TABLE_SCHEM"))
                    .contains("default", "my-ns", "production", "sys", "words")
                    .isSorted();
            assertThat(column(metaData.getTableTypes(), "TABLE_TYPE")).containsExactly("SYSTEM TABLE", "TABLE");
            assertThat(column(metaData.getTables(null, "production", "%", new String[] {"TABLE"}), "TABLE_NAME"))
                    .containsExactly("events", "planned");
            assertThat(column(metaData.getTables(null, "production", "%", new String[] {"VIEW"}), "TABLE_NAME"))
                    .isEmpty();
            ResultSet columns = metaData.getColumns(null, "production", "events", "%");
            List<Integer> places = new ArrayList<>();
            while (columns.next()) {
                places.add(columns.getInt("ORDINAL_POSITION"));
                if (columns.getString("COLUMN_NAME").equals("event_time")) {
                    assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.TIMESTAMP);
                    assertThat(columns.getString("IS_NULLABLE")).isEqualTo("NO");
                    assertThat(columns.getInt("NULLABLE")).isEqualTo(DatabaseMetaData.columnNoNulls);
                    assertThat(columns.getInt("DECIMAL_DIGITS")).isEqualTo(3);
                }
            }
            assertThat(places).startsWith(1, 2, 3).isSorted().hasSizeGreaterThan(8);
            assertThat(all(metaData.getPrimaryKeys(null, "production", "events")))
                    .isEmpty();
            assertThat(all(metaData.getIndexInfo(null, "production", "events", false, true)))
                    .isEmpty();
            assertThat(all(metaData.getImportedKeys(null, "production", "events")))
                    .isEmpty();
            assertThat(all(metaData.getExportedKeys(null, "production", "events")))
                    .isEmpty();
            assertThat(all(metaData.getProcedures(null, "production", "%"))).isEmpty();
            assertThat(all(metaData.getFunctions(null, "production", "%"))).isEmpty();
            try (Statement statement =
                    connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
                statement.setFetchSize(200);
                statement.setMaxRows(200);
                assertThat(statement.execute("SELECT x.* FROM production.events x"))
                        .isTrue();
                ResultSet rows = statement.getResultSet();
                described(rows.getMetaData());
                assertThat(all(rows)).hasSize(200);
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
            }
        }
    }

    private static void described(ResultSetMetaData columns) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            assertThat(columns.getColumnName(i))
                    .isEqualTo(columns.getColumnLabel(i))
                    .isNotEmpty();
            assertThat(columns.getColumnDisplaySize(i)).isPositive();
            assertThat(columns.getPrecision(i)).isNotNegative();
            assertThat(columns.getScale(i)).isNotNegative();
            assertThat(columns.isReadOnly(i)).isTrue();
            assertThat(columns.getCatalogName(i) + columns.getSchemaName(i) + columns.getTableName(i))
                    .isEmpty();
        }
        assertThat(columns.getColumnTypeName(1)).isEqualTo("VARCHAR");
        assertThat(columns.isNullable(1)).isEqualTo(ResultSetMetaData.columnNoNulls);
        assertThat(columns.isNullable(columns.getColumnCount())).isEqualTo(ResultSetMetaData.columnNullable);
    }

    @Test
    void dataGripLooksAtAllOfANamespaceAtOnce() throws SQLException {
        try (Connection connection = SERVER.connect("")) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(column(metaData.getClientInfoProperties(), "NAME")).containsExactly("ApplicationName");
            assertThat(column(metaData.getSchemas(null, "my-%"), "TABLE_SCHEM")).containsExactly("my-ns");
            assertThat(column(metaData.getTables("", "my-ns", null, null), "TABLE_NAME"))
                    .containsExactly("t");
            assertThat(column(metaData.getTables("some catalog", "my-ns", null, null), "TABLE_NAME"))
                    .isEmpty();
            assertThat(column(metaData.getColumns(null, "my-ns", "%", "%"), "COLUMN_NAME"))
                    .contains("city", "amount", "event_time_us");
            assertThat(all(metaData.getFunctionColumns(null, "my-ns", "%", "%")))
                    .isEmpty();
            assertThat(all(metaData.getPseudoColumns(null, "my-ns", "%", "%"))).isEmpty();
            assertThat(all(metaData.getSuperTables(null, "my-ns", "%"))).isEmpty();
            assertThat(all(metaData.getUDTs(null, "my-ns", "%", null))).isEmpty();
            assertThat(all(metaData.getBestRowIdentifier(null, "my-ns", "t", DatabaseMetaData.bestRowSession, true)))
                    .isEmpty();
        }
    }

    @Test
    void sqllineListsTablesByPatternsWithEscapes() throws SQLException {
        try (Connection connection = SERVER.connect("/words")) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(column(metaData.getTables(connection.getCatalog(), null, "%", null), "TABLE_NAME"))
                    .contains("t", "events", "odd", "tables");
            assertThat(column(metaData.getColumns(null, "my-ns", "t", "event\\_t%"), "COLUMN_NAME"))
                    .containsExactly("event_time", "event_time_us");
            assertThat(column(metaData.getColumns(null, "default", "odd", "_ame"), "COLUMN_NAME"))
                    .containsExactlyInAnyOrder("Name", "name");
            assertThat(column(metaData.getColumns(null, "default", "odd", "%\\%%"), "COLUMN_NAME"))
                    .isEmpty();
        }
    }

    @Test
    void columnsOfAnswersAreThoseOfJdbc() throws SQLException {
        try (Connection connection = SERVER.connect("")) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(labels(metaData.getTypeInfo()))
                    .containsExactly(
                            "TYPE_NAME VARCHAR",
                            "DATA_TYPE INTEGER",
                            "PRECISION INTEGER",
                            "LITERAL_PREFIX VARCHAR",
                            "LITERAL_SUFFIX VARCHAR",
                            "CREATE_PARAMS VARCHAR",
                            "NULLABLE SMALLINT",
                            "CASE_SENSITIVE BOOLEAN",
                            "SEARCHABLE SMALLINT",
                            "UNSIGNED_ATTRIBUTE BOOLEAN",
                            "FIXED_PREC_SCALE BOOLEAN",
                            "AUTO_INCREMENT BOOLEAN",
                            "LOCAL_TYPE_NAME VARCHAR",
                            "MINIMUM_SCALE SMALLINT",
                            "MAXIMUM_SCALE SMALLINT",
                            "SQL_DATA_TYPE INTEGER",
                            "SQL_DATETIME_SUB INTEGER",
                            "NUM_PREC_RADIX INTEGER");
            assertThat(labels(metaData.getIndexInfo(null, null, "t", true, true)))
                    .startsWith("TABLE_CAT VARCHAR", "TABLE_SCHEM VARCHAR", "TABLE_NAME VARCHAR", "NON_UNIQUE BOOLEAN")
                    .contains("TYPE SMALLINT", "CARDINALITY BIGINT", "PAGES BIGINT")
                    .hasSize(13);
            assertThat(labels(metaData.getColumns(null, "words", "t", "%")))
                    .hasSize(24)
                    .contains("SOURCE_DATA_TYPE SMALLINT", "IS_GENERATEDCOLUMN VARCHAR");
            List<Integer> types = new ArrayList<>();
            ResultSet infos = metaData.getTypeInfo();
            while (infos.next()) {
                types.add(infos.getInt("DATA_TYPE"));
            }
            assertThat(types).isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "protobuf"})
    void avaticasDriverStillReadsTypesAndColumns(String serialization) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:avatica:remote:url=http://localhost:" + SERVER.port() + ";serialization=" + serialization)) {
            assertThat(all(connection.getMetaData().getTypeInfo())).hasSize(14);
            assertThat(all(connection.getMetaData().getColumns(null, "my-ns", "t", "%")))
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void aCallerOfAnotherTenantSeesItsOwnTablesOnly() throws SQLException {
        SERVER.caller.set(Shop.STRANGER);
        try (Connection connection = SERVER.connect("")) {
            assertThat(column(
                            connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"}), "TABLE_NAME"))
                    .containsExactly("private");
        } finally {
            SERVER.caller.set(io.truenow.events.access.Principal.LOCAL);
        }
    }
}
