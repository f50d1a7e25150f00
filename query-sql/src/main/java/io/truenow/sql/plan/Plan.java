package io.truenow.sql.plan;

import io.truenow.sql.scan.RowSource;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * A statement that is ready to run, any number of times and by several threads at once. Immutable.
 *
 * @param columns of the answer
 * @param parameters types of the parameters, in their order
 * @param source rows; each an {@code Object[]}, or the bare value if there is one column
 * @param variables what generated code finds in its context
 * @param explanation the plan as text
 * @param scansEvents whether it reads tables of events, and so is work; one of system tables only is not
 */
public record Plan(
        List<RelDataTypeField> columns,
        List<RelDataType> parameters,
        RowSource source,
        Map<String, Object> variables,
        String explanation,
        boolean scansEvents) {

    /** Copies the lists. */
    public Plan {
        columns = List.copyOf(columns);
        parameters = List.copyOf(parameters);
        variables = Map.copyOf(variables);
    }
}
