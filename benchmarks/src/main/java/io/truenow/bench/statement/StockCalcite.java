package io.truenow.bench.statement;

import io.truenow.bench.workload.Shop;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Calcite as it comes, through its JDBC driver, over rows on the heap. The process must be in UTC. */
final class StockCalcite implements Side {

    private final Connection connection;

    StockCalcite(int events) {
        try {
            connection = DriverManager.getConnection("jdbc:calcite:lex=JAVA");
            var root = connection.unwrap(CalciteConnection.class).getRootSchema();
            root.add("bench", new AbstractSchema()).add("w1", new Events(events));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The events, as rows made before. */
    private static final class Events extends AbstractTable implements ScannableTable {

        private final List<Object[]> rows = new ArrayList<>();

        Events(int events) {
            for (long event = 0; event < events; event++) {
                rows.add(new Object[] {
                    Shop.id(event),
                    Math.floorDiv(Shop.timeMicros(event), 1_000L),
                    Shop.region(event),
                    Shop.product(event),
                    Shop.customerType(event),
                    Shop.user(event),
                    Shop.revenue(event),
                    Shop.quantity(event),
                    Shop.processingTime(event)
                });
            }
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory types) {
            return types.builder()
                    .add("event_id", SqlTypeName.VARCHAR)
                    .add("event_time", SqlTypeName.TIMESTAMP, 3)
                    .add("region", SqlTypeName.VARCHAR)
                    .add("product", SqlTypeName.VARCHAR)
                    .add("customer_type", SqlTypeName.VARCHAR)
                    .add("user_id", SqlTypeName.VARCHAR)
                    .add("revenue", SqlTypeName.DOUBLE)
                    .add("quantity", SqlTypeName.DOUBLE)
                    .add("processing_time", SqlTypeName.DOUBLE)
                    .build();
        }

        @Override
        public Enumerable<Object[]> scan(DataContext context) {
            return Linq4j.asEnumerable(rows);
        }
    }

    @Override
    public String table() {
        return "bench.w1";
    }

    @Override
    public List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            int columns = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    Object value = answer.getObject(i);
                    row.append(
                                    value instanceof Timestamp time
                                            ? Long.toString(time.getTime())
                                            : value == null ? "null" : Asked.text(value))
                            .append('|');
                }
                rows.add(row.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        rows.sort(null);
        return rows;
    }

    @Override
    public double check(String sql) {
        double check = 0;
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            int columns = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                check++;
                for (int i = 1; i <= columns; i++) {
                    if (answer.getObject(i) instanceof Double d) {
                        check += d;
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return check;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
