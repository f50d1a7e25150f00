package io.truenow.sql.catalog;

import io.truenow.hottier.read.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A column as SQL sees it.
 *
 * @param name name in SQL
 * @param kind type, and how the hot tier's value becomes SQL's
 * @param field what the hot tier reads for it
 * @param nullable whether a row may lack it
 */
public record CatalogColumn(String name, Kind kind, Field field, boolean nullable) {

    /** SQL type of a column. */
    public enum Kind {
        /** VARCHAR; JSON is one, as text. */
        TEXT,
        /** BOOLEAN; the hot tier holds {@code true} and {@code false} as texts. */
        BOOLEAN,
        /** DOUBLE. */
        DOUBLE,
        /** BIGINT. */
        LONG,
        /** BIGINT of microseconds since 1970. */
        MICROS,
        /** TIMESTAMP(3): the same microseconds, cut to milliseconds, because JDBC through Avatica carries no more. */
        TIME
    }

    /** The column's SQL type. */
    public RelDataType type(RelDataTypeFactory factory) {
        RelDataType type =
                switch (kind) {
                    case TEXT -> factory.createSqlType(SqlTypeName.VARCHAR);
                    case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
                    case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
                    case LONG, MICROS -> factory.createSqlType(SqlTypeName.BIGINT);
                    case TIME -> factory.createSqlType(SqlTypeName.TIMESTAMP, 3);
                };
        return factory.createTypeWithNullability(type, nullable);
    }
}
