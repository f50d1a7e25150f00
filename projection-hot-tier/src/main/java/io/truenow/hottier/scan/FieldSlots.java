package io.truenow.hottier.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the fields that a request names, so that scratch arrays are found by index. Filled before a scan, then only read. */
final class FieldSlots {

    private final Map<Field, Integer> slots = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();

    FieldSlots() {
        add(Field.BuiltIn.EVENT_TIME);
    }

    /** Slot of the event time, always there. */
    static final int EVENT_TIME = 0;

    void add(Field field) {
        if (slots.putIfAbsent(field, fields.size()) == null) {
            fields.add(field);
        }
    }

    /** Adds the fields of a predicate and checks its literals. */
    void add(Predicate predicate) {
        switch (predicate) {
            case Predicate.And and -> and.parts().forEach(this::add);
            case Predicate.Or or -> or.parts().forEach(this::add);
            case Predicate.Compare compare -> {
                requireLiteral(compare.field(), compare.literal());
                add(compare.field());
            }
            case Predicate.In in -> {
                in.literals().forEach(literal -> requireLiteral(in.field(), literal));
                add(in.field());
            }
            case Predicate.StartsWith starts -> {
                requireLiteral(starts.field(), starts.prefix());
                add(starts.field());
            }
            case Predicate.IsNull isNull -> add(isNull.field());
        }
    }

    private static void requireLiteral(Field field, Object literal) {
        boolean matches =
                switch (field.type()) {
                    case TEXT -> literal instanceof String;
                    case LONG -> literal instanceof Long;
                    case DOUBLE -> literal instanceof Double;
                };
        if (!matches) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY, "The literal [" + literal + "] does not match the field [" + field + "].");
        }
    }

    int slot(Field field) {
        Integer slot = slots.get(field);
        if (slot == null) {
            throw new IllegalArgumentException("The field [" + field + "] is not of this request.");
        }
        return slot;
    }

    List<Field> fields() {
        return fields;
    }
}
