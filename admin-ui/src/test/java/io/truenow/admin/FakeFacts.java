package io.truenow.admin;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts of the control plane as the door to SQL gives them: {@value #ALL} of them, or a table's two changes. */
final class FakeFacts {

    private static final int ALL = 130;
    private static final long TIME = 1_790_000_000_000_000L;

    private FakeFacts() {}

    static ResultRows answer(String sql) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        if (sql.contains("aggregate_sequence <= 4")) {
            rows.add(configured(4, "Orders, all of them", "key_admin"));
            rows.add(configured(2, "", "local"));
        } else if (!sql.contains("'nobody'") && !sql.contains("=nobody,")) {
            int first = sql.contains("OFFSET 100") ? 100 : 0;
            for (int i = first; i < ALL; i++) {
                rows.add(configured(ALL - i, "description " + i, i % 2 == 0 ? "key_admin" : "local"));
            }
        }
        return ResultRows.of(
                List.of(
                        new ResultColumn("HAPPENED_US", "BIGINT", true),
                        new ResultColumn("FACT_TYPE", "VARCHAR", false),
                        new ResultColumn("AGGREGATE_ID", "VARCHAR", false),
                        new ResultColumn("AGGREGATE_SEQUENCE", "BIGINT", true),
                        new ResultColumn("ADDRESS", "VARCHAR", false),
                        new ResultColumn("PAYLOAD", "VARCHAR", false)),
                rows.stream().limit(101).toList(),
                900);
    }

    private static @Nullable Object[] configured(long sequence, String description, String who) {
        return new @Nullable Object[] {
            TIME + sequence,
            "TableConfigured",
            "table:default/shop/orders",
            sequence,
            sequence % 2 == 0 ? "127.0.0.1" : null,
            "TableConfigured[tableKey=table:default/shop/orders, options=TableOptions[description=" + description
                    + ", retention=null], requestedBy=" + who + ", configuredMicros=" + (TIME + sequence) + "]"
        };
    }
}
