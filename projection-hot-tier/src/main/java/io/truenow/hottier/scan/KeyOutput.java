package io.truenow.hottier.scan;

import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.ValueType;
import org.jspecify.annotations.Nullable;

/** Values of a group key. */
record KeyOutput(GroupKey key, Groups groups, int part) implements OutputColumn {

    @Override
    public ValueType type() {
        return key.type();
    }

    @Override
    public boolean isNull(int group) {
        long number = groups.key(group, part);
        return switch (type()) {
            case TEXT -> number == 0;
            case LONG -> KeyPart.isColumn(key) && number == KeyPart.NULL_LONG;
            case DOUBLE -> number == KeyPart.NULL_DOUBLE;
        };
    }

    @Override
    public long longAt(int group) {
        long number = groups.key(group, part);
        return key instanceof GroupKey.ByField ? number : KeyPart.startOf(key, number);
    }

    @Override
    public double doubleAt(int group) {
        return Double.longBitsToDouble(groups.key(group, part));
    }

    @Override
    public @Nullable String textAt(int group) {
        int code = (int) groups.key(group, part) - 1;
        TextSpace space = groups.space(part);
        return code < 0 || space == null ? null : space.text(code);
    }
}
