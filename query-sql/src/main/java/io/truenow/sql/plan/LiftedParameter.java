package io.truenow.sql.plan;

import io.truenow.events.time.TimeText;
import io.truenow.sql.parse.StatementShape;
import java.time.DateTimeException;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A literal that was taken out of a statement, as a dynamic parameter of its plan. Its number says which literal, whether a minus stands
 * before it, and in which form the plan wants it; numbers from {@link #FIRST} on are of this kind, those below are the caller's own.
 *
 * @param literal which of the statement's literals
 * @param negated whether a minus stands before it
 */
public record LiftedParameter(int literal, boolean negated, Form form) {

    /** Lowest number of a parameter of this kind. */
    public static final int FIRST = 1 << 20;

    private static final int FORMS = 4;

    /** How a plan wants a literal. */
    public enum Form {
        /** As the type that it has as a literal. */
        TYPED,
        /** A {@code Double}. */
        DOUBLE,
        /** A {@code Long}. */
        LONG,
        /** A time as microseconds since 1970, to the last digit that was written. */
        MICROS
    }

    private static final Form[] ALL_FORMS = Form.values();

    /** What the number of a parameter says; null if it is one of the caller's. */
    public static @Nullable LiftedParameter of(int number) {
        if (number < FIRST) {
            return null;
        }
        int code = number - FIRST;
        return new LiftedParameter(code / (2 * FORMS), code / FORMS % 2 == 1, ALL_FORMS[code % FORMS]);
    }

    static @Nullable LiftedParameter of(RexNode node) {
        return node instanceof RexDynamicParam parameter ? of(parameter.getIndex()) : null;
    }

    /** Number of the parameter. */
    public int number() {
        return FIRST + (literal * 2 + (negated ? 1 : 0)) * FORMS + form.ordinal();
    }

    /** The same literal in another form. */
    RexNode as(Form wanted, SqlTypeName type, RexBuilder builder) {
        RelDataType sqlType = builder.getTypeFactory().createSqlType(type);
        return builder.makeDynamicParam(sqlType, new LiftedParameter(literal, negated, wanted).number());
    }

    /** The value in a statement; null if it has no such form there. */
    public @Nullable Object value(StatementShape shape) {
        return switch (form) {
            case TYPED ->
                shape.kind(literal) == StatementShape.Kind.TEXT
                        ? shape.quoted(literal)
                        : shape.kind(literal) == StatementShape.Kind.TIMESTAMP ? null : shape.number(literal, negated);
            case DOUBLE -> shape.doubleNumber(literal, negated);
            case LONG -> shape.number(literal, negated).longValue();
            case MICROS ->
                shape.kind(literal) == StatementShape.Kind.TIMESTAMP
                        ? (Long) shape.timestampMicros(literal)
                        : micros(shape.quoted(literal));
        };
    }

    private static @Nullable Long micros(String written) {
        try {
            String trimmed = written.strip();
            return TimeText.parseIso(trimmed.length() == 10 ? trimmed + "T00:00:00" : trimmed);
        } catch (DateTimeException | ArithmeticException noTime) {
            return null;
        }
    }
}
