package io.truenow.sql.http;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.hottier.read.Field;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.type.Operators;
import io.truenow.sql.type.TrueNowTypeSystem;
import io.truenow.sql.type.Widths;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code /v1/query} as relational algebra. Times and values of filters are parameters, so requests that differ only in them
 * share a plan. Immutable.
 *
 * <p>Output: the bucket if there is an interval, the dimensions, count, smallest event time; then of the metric, if there is one: sum,
 * average, smallest, largest and those of the three percentiles that are wanted; then, if wanted, the distinct values of the metric, or
 * of the event ids without one.
 */
final class QueryAlgebra {

    private static final JavaTypeFactoryImpl TYPES = new JavaTypeFactoryImpl(TrueNowTypeSystem.INSTANCE);
    private static final double[] FRACTIONS = {0.5, 0.95, 0.99};
    private static final QueryRequest.Dear[] PERCENTILES = {
        QueryRequest.Dear.P50, QueryRequest.Dear.P95, QueryRequest.Dear.P99
    };

    private final CatalogTable table;
    private final QueryRequest request;
    private final @Nullable CatalogColumn metric;
    private final int maxRows;

    QueryAlgebra(CatalogTable table, QueryRequest request, @Nullable CatalogColumn metric, int maxRows) {
        this.table = table;
        this.request = request;
        this.metric = metric;
        this.maxRows = maxRows;
    }

    /** What makes the plan differ. */
    record Shape(
            Object table,
            List<String> filters,
            List<Boolean> nulls,
            List<String> groupBy,
            @Nullable String metric,
            Set<QueryRequest.Dear> dear,
            Widths.@Nullable Width interval,
            int maxRows) {}

    Shape shape() {
        return new Shape(
                table.tableId(),
                List.copyOf(request.filters().keySet()),
                request.filters().values().stream().map(v -> v == null).toList(),
                request.groupBy(),
                metric == null ? null : metric.name(),
                request.dear(),
                request.interval(),
                maxRows);
    }

    /** Types of {@link #parameters()}. */
    List<RelDataType> types() {
        List<RelDataType> types = new ArrayList<>();
        types.add(TYPES.createSqlType(SqlTypeName.BIGINT));
        types.add(TYPES.createSqlType(SqlTypeName.BIGINT));
        parameters().stream().skip(2).forEach(v -> types.add(TYPES.createSqlType(SqlTypeName.VARCHAR)));
        return types;
    }

    /** Start, end, then each value of a filter that is not null. */
    List<@Nullable Object> parameters() {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(request.startMicros());
        values.add(request.endMicros());
        request.filters().values().stream().filter(v -> v != null).forEach(values::add);
        return values;
    }

    /** A dimension's column, or null if the table has none of that name. */
    static @Nullable CatalogColumn dimension(CatalogTable table, String name) {
        return column(table, ColumnRole.DIMENSION, name);
    }

    /** A metric's column, or null if the table has none of that name. */
    static @Nullable CatalogColumn metric(CatalogTable table, String name) {
        CatalogColumn found = column(table, ColumnRole.METRIC, name);
        return found != null && isMetric(found) ? found : null;
    }

    /** Whether a column has numbers to aggregate; moments are none. */
    static boolean isMetric(CatalogColumn column) {
        return column.field() instanceof Field.Column own
                && own.role() == ColumnRole.METRIC
                && column.kind() != CatalogColumn.Kind.TIME;
    }

    private static @Nullable CatalogColumn column(CatalogTable table, ColumnRole role, String name) {
        for (CatalogColumn column : table.columns()) {
            if (column.field() instanceof Field.Column own
                    && own.role() == role
                    && own.name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    /** The tree. */
    RelNode build(RelBuilder b) {
        b.scan(table.ref().namespace(), table.ref().table());
        b.filter(conditions(b));
        int keys = project(b);
        int time = keys;
        List<RelBuilder.AggCall> calls = new ArrayList<>();
        calls.add(b.countStar("count"));
        calls.add(b.min("first", b.field(time)));
        boolean distinct = request.dear().contains(QueryRequest.Dear.UNIQUE_COUNT);
        if (metric != null) {
            RexNode value = b.field(time + 1);
            calls.add(b.sum(false, "sum", value));
            calls.add(b.avg(false, "avg", value));
            calls.add(b.min("min", value));
            calls.add(b.max("max", value));
            for (int i = 0; i < FRACTIONS.length; i++) {
                if (request.dear().contains(PERCENTILES[i])) {
                    calls.add(b.aggregateCall(Operators.APPROX_PERCENTILE, value, b.field(time + 2 + i))
                            .as("p" + i));
                }
            }
        }
        if (distinct) {
            calls.add(b.count(true, "distinct", b.field(time + 1)));
        }
        List<RexNode> groups = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            groups.add(b.field(i));
        }
        b.aggregate(b.groupKey(groups), calls);
        List<RexNode> order = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            order.add(b.nullsFirst(b.field(i)));
        }
        return keys == 0 ? b.build() : b.sortLimit(0, maxRows + 1, order).build();
    }

    private List<RexNode> conditions(RelBuilder b) {
        RexNode time = b.field("event_time_us");
        List<RexNode> conditions = new ArrayList<>();
        RelDataType bigint = b.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
        conditions.add(b.greaterThanOrEqual(time, b.getRexBuilder().makeDynamicParam(bigint, 0)));
        conditions.add(b.lessThanOrEqual(time, b.getRexBuilder().makeDynamicParam(bigint, 1)));
        int parameter = 2;
        for (Map.Entry<String, @Nullable String> filter : request.filters().entrySet()) {
            CatalogColumn column = dimension(table, filter.getKey());
            if (filter.getValue() == null) {
                conditions.add(column == null ? b.literal(true) : b.isNull(field(b, column)));
                continue;
            }
            RexNode value = b.getRexBuilder()
                    .makeDynamicParam(b.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), parameter++);
            conditions.add(column == null ? b.literal(false) : b.equals(text(b, column), value));
        }
        return conditions;
    }

    private int project(RelBuilder b) {
        List<RexNode> columns = new ArrayList<>();
        if (request.interval() != null) {
            columns.add(bucket(b, request.interval()));
        }
        for (String name : request.groupBy()) {
            CatalogColumn column = dimension(table, name);
            columns.add(
                    column == null
                            ? b.getRexBuilder()
                                    .makeNullLiteral(b.getTypeFactory().createSqlType(SqlTypeName.VARCHAR))
                            : text(b, column));
        }
        int keys = columns.size();
        columns.add(b.field("event_time_us"));
        columns.add(metric == null ? b.field("event_id") : number(b, metric));
        for (double fraction : FRACTIONS) {
            columns.add(b.getRexBuilder()
                    .makeApproxLiteral(
                            BigDecimal.valueOf(fraction), b.getTypeFactory().createSqlType(SqlTypeName.DOUBLE)));
        }
        List<String> names = new ArrayList<>();
        columns.forEach(c -> names.add("c" + names.size()));
        b.project(columns, names, true);
        return keys;
    }

    private static RexNode bucket(RelBuilder b, Widths.Width width) {
        RexNode time = b.field("event_time");
        if (width.months() > 0) {
            TimeUnitRange unit = width.months() == 1
                    ? TimeUnitRange.MONTH
                    : width.months() == 3 ? TimeUnitRange.QUARTER : TimeUnitRange.YEAR;
            return b.call(SqlStdOperatorTable.FLOOR, time, b.getRexBuilder().makeFlag(unit));
        }
        return b.call(
                Operators.BUCKET,
                b.getRexBuilder()
                        .makeExactLiteral(
                                BigDecimal.valueOf(width.micros() / 1_000),
                                b.getTypeFactory().createSqlType(SqlTypeName.BIGINT)),
                time,
                b.getRexBuilder().makeTimestampLiteral(TimestampString.fromMillisSinceEpoch(0), 3));
    }

    /** A metric as doubles. */
    private RexNode number(RelBuilder b, CatalogColumn column) {
        RexNode field = field(b, column);
        return column.kind() == CatalogColumn.Kind.DOUBLE ? field : b.cast(field, SqlTypeName.DOUBLE);
    }

    /** A dimension as text: booleans as JSON writes them. */
    private RexNode text(RelBuilder b, CatalogColumn column) {
        RexNode field = field(b, column);
        if (column.kind() != CatalogColumn.Kind.BOOLEAN) {
            return field;
        }
        RelDataType varchar = b.getTypeFactory()
                .createTypeWithNullability(b.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), true);
        return b.call(
                SqlStdOperatorTable.CASE,
                field,
                b.getRexBuilder().makeLiteral("true", varchar, true),
                b.isNull(field),
                b.getRexBuilder().makeNullLiteral(varchar),
                b.getRexBuilder().makeLiteral("false", varchar, true));
    }

    private RexNode field(RelBuilder b, CatalogColumn column) {
        return b.field(table.columns().indexOf(column));
    }
}
