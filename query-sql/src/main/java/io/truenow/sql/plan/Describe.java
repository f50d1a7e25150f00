package io.truenow.sql.plan;

import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.ValueType;
import io.truenow.sql.scan.ScanSpec;
import io.truenow.sql.scan.Slot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text of a scan for EXPLAIN. Two scans with the same text are the same, so nothing may be left out. */
final class Describe {

    private Describe() {}

    static String predicate(Predicate predicate) {
        return switch (predicate) {
            case Predicate.And and when and.parts().isEmpty() -> "TRUE";
            case Predicate.Or or when or.parts().isEmpty() -> "FALSE";
            case Predicate.And and -> joined(and.parts(), " AND ");
            case Predicate.Or or -> joined(or.parts(), " OR ");
            case Predicate.Compare c -> field(c.field()) + " " + sign(c.comparison()) + " " + literal(c.literal());
            case Predicate.In in ->
                field(in.field())
                        + (in.negated() ? " NOT IN " : " IN ")
                        + in.literals().stream().map(Describe::literal).collect(Collectors.joining(", ", "(", ")"));
            case Predicate.StartsWith s ->
                field(s.field()) + (s.negated() ? " NOT STARTS WITH " : " STARTS WITH ") + literal(s.prefix());
            case Predicate.IsNull n -> field(n.field()) + (n.negated() ? " IS NOT NULL" : " IS NULL");
        };
    }

    private static String sign(Predicate.Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
        };
    }

    private static String joined(List<Predicate> parts, String word) {
        return parts.stream().map(Describe::predicate).collect(Collectors.joining(word, "(", ")"));
    }

    private static String literal(Object literal) {
        return switch (literal) {
            case Slot slot -> "$" + slot.index();
            case String text -> "'" + text.replace("'", "''") + "'";
            default -> literal.toString();
        };
    }

    static String field(Field field) {
        return switch (field) {
            case Field.BuiltIn b -> b.name().toLowerCase(Locale.ROOT);
            // A whole metric read as doubles is another column to the plan.
            case Field.Column c ->
                (c.type() == ValueType.LONG ? "whole " : "") + c.role().name().toLowerCase(Locale.ROOT) + " \""
                        + c.name() + "\"";
        };
    }

    static String fields(List<Field> fields) {
        return fields.stream().map(Describe::field).collect(Collectors.joining(", "));
    }

    static String aggregations(List<Aggregation> aggregations) {
        return aggregations.stream().map(Describe::aggregation).collect(Collectors.joining(", "));
    }

    private static String aggregation(Aggregation a) {
        Field of = a.field();
        String call = a.function() + "(" + (of == null ? "*" : field(of))
                + (a.function() == Aggregation.Function.PERCENTILE ? ", " + a.fraction() : "") + ")";
        return a.filter().equals(Predicate.TRUE) ? call : call + " FILTER " + predicate(a.filter());
    }

    static String keys(List<GroupKey> keys) {
        return keys.stream().map(Describe::key).collect(Collectors.joining(", "));
    }

    private static String key(GroupKey key) {
        return switch (key) {
            case GroupKey.ByField by -> field(by.field());
            case GroupKey.ByTime by ->
                time(by.field()) + " in steps of " + by.widthMicros() + " us from " + by.originMicros();
            case GroupKey.ByCalendar by -> by.unit().name().toLowerCase(Locale.ROOT) + " of " + time(by.field());
        };
    }

    /** Keys of a sort over what a scan makes, by name. */
    static String order(List<SortKey> keys, ScanSpec.Shape shape) {
        return keys.stream()
                .map(key -> column(key.column(), shape)
                        + (key.descending() ? " descending" : " ascending")
                        + (key.nullsFirst() ? ", nulls first" : ", nulls last"))
                .collect(Collectors.joining("; "));
    }

    private static String column(int index, ScanSpec.Shape shape) {
        return switch (shape) {
            case ScanSpec.Rows rows -> field(rows.fields().get(index));
            case ScanSpec.Groups groups
            when index < groups.keys().size() -> key(groups.keys().get(index));
            case ScanSpec.Groups groups ->
                aggregation(groups.aggregations().get(index - groups.keys().size()));
        };
    }

    static String outputs(List<ScanSpec.Output> outputs) {
        return outputs.stream().map(o -> o.column() + suffix(o.conversion())).collect(Collectors.joining(", "));
    }

    private static String suffix(ScanSpec.Conversion conversion) {
        return switch (conversion) {
            case NONE -> "";
            case MILLIS -> "ms";
            case BOOLEAN -> "?";
            case DECIMAL -> "d";
        };
    }

    private static String time(Field field) {
        return field == Field.BuiltIn.EVENT_TIME ? "event_time" : field(field);
    }
}
