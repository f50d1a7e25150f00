package io.truenow.sql.exec;

import io.truenow.sql.catalog.SystemTable.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** How columns of system tables are written down, and values that several of them have. */
final class SystemColumns {

    private SystemColumns() {}

    /** Columns from words: {@code name V} for text, {@code L} for whole numbers, {@code D} for doubles, {@code B} for truth, {@code T} for times. */
    static List<Column> of(String words) {
        List<Column> columns = new ArrayList<>();
        for (String word : words.split(", ?")) {
            int blank = word.strip().indexOf(' ');
            String type = word.strip().substring(blank + 1);
            columns.add(new Column(
                    word.strip().substring(0, blank),
                    switch (type) {
                        case "V" -> SqlTypeName.VARCHAR;
                        case "L" -> SqlTypeName.BIGINT;
                        case "D" -> SqlTypeName.DOUBLE;
                        case "B" -> SqlTypeName.BOOLEAN;
                        default -> SqlTypeName.TIMESTAMP;
                    }));
        }
        return columns;
    }

    /** Milliseconds of a time, as a TIMESTAMP has them. */
    static @Nullable Long millis(@Nullable Long micros) {
        return micros == null ? null : (Long) Math.floorDiv(micros, 1_000L);
    }

    /** A time that {@link Long#MIN_VALUE} says is not known. */
    static @Nullable Long known(long micros) {
        return micros == Long.MIN_VALUE ? null : (Long) micros;
    }

    /** How long ago a time was, if it is known. */
    static @Nullable Long ago(long nowMicros, @Nullable Long micros) {
        return micros == null ? null : (Long) (nowMicros - micros);
    }
}
