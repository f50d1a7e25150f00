package io.truenow.sql.exec;

import org.apache.calcite.rel.type.RelDataType;

/**
 * A column of an answer.
 *
 * @param name label
 * @param type Calcite's type; rows hold Calcite's internal form of it (times as {@code Long} milliseconds since 1970)
 */
public record SqlColumn(String name, RelDataType type) {

    /** Name of the SQL type, such as {@code VARCHAR} or {@code TIMESTAMP}. */
    public String typeName() {
        return type.getSqlTypeName().getName();
    }
}
