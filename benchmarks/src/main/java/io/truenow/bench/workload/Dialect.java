package io.truenow.bench.workload;

/** How a body of W1 is written. A body names its table once or in each event; see {@link Bodies}. */
public enum Dialect {
    /** The documented JSON of {@code POST /v1/batch}: namespace, table, {@code events}. */
    JSON_BATCH("{\"namespace\":\"bench\",\"table\":\"" + Bodies.TABLE + "\",\"events\":[", "", ",", "]}") {
        @Override
        void event(StringBuilder out, long event) {
            fields(out.append('{'), event).append('}');
        }
    },
    /** The documented JSON of {@code POST /v1/ingest}: one event with its namespace and table. */
    JSON_EVENT("", "", "", "") {
        @Override
        void event(StringBuilder out, long event) {
            fields(out.append("{\"namespace\":\"bench\",\"table\":\"" + Bodies.TABLE + "\","), event)
                    .append('}');
        }
    },
    /** Line protocol without an event id, times in microseconds. */
    LINE("", Bodies.TABLE, "", "") {
        @Override
        void event(StringBuilder out, long event) {
            line(out, event).append(' ').append(Shop.timeMicros(event)).append('\n');
        }
    },
    /** Line protocol with the event id as a text field, times in microseconds. */
    LINE_WITH_ID("", Bodies.TABLE, "", "") {
        @Override
        void event(StringBuilder out, long event) {
            line(out, event)
                    .append(",event_id=\"")
                    .append(Shop.id(event))
                    .append("\" ")
                    .append(Shop.timeMicros(event))
                    .append('\n');
        }
    },
    /** One JSON object a line, as ClickHouse's {@code JSONEachRow} reads it. */
    JSON_LINES("", "", "", "") {
        @Override
        void event(StringBuilder out, long event) {
            out.append("{\"event_id\":\"")
                    .append(Shop.id(event))
                    .append("\",\"ts\":")
                    .append(Shop.timeMicros(event));
            out.append(",\"region\":\"").append(Shop.region(event));
            out.append("\",\"product\":\"").append(Shop.product(event));
            out.append("\",\"customer_type\":\"").append(Shop.customerType(event));
            out.append("\",\"user_id\":\"").append(Shop.user(event));
            metrics(out.append("\","), event).append("}\n");
        }
    };

    private final String before;
    private final String beforeEach;
    private final String between;
    private final String after;

    Dialect(String before, String beforeEach, String between, String after) {
        this.before = before;
        this.beforeEach = beforeEach;
        this.between = between;
        this.after = after;
    }

    abstract void event(StringBuilder out, long event);

    /** Events {@code from} up to {@code from + count}, that one left out. */
    String text(long from, int count) {
        StringBuilder out = new StringBuilder(count * 260 + 80).append(before);
        for (long event = from; event < from + count; event++) {
            if (event > from) {
                out.append(between);
            }
            event(out.append(beforeEach), event);
        }
        return out.append(after).toString();
    }

    private static StringBuilder fields(StringBuilder out, long event) {
        out.append("\"event_id\":\"").append(Shop.id(event));
        out.append("\",\"event_time\":").append(Shop.timeMicros(event));
        out.append(",\"dimensions\":{\"region\":\"").append(Shop.region(event));
        out.append("\",\"product\":\"").append(Shop.product(event));
        out.append("\",\"customer_type\":\"").append(Shop.customerType(event));
        out.append("\",\"user_id\":\"").append(Shop.user(event)).append("\"},\"metrics\":{");
        return metrics(out, event).append('}');
    }

    private static StringBuilder metrics(StringBuilder out, long event) {
        out.append("\"revenue\":").append(Shop.revenue(event));
        out.append(",\"quantity\":").append(Shop.quantity(event));
        return out.append(",\"processing_time\":").append(Shop.processingTime(event));
    }

    private static StringBuilder line(StringBuilder out, long event) {
        out.append(",region=").append(Shop.region(event));
        out.append(",product=").append(Shop.product(event));
        out.append(",customer_type=").append(Shop.customerType(event));
        out.append(",user_id=").append(Shop.user(event));
        out.append(" revenue=").append(Shop.revenue(event));
        out.append(",quantity=").append(Shop.quantity(event));
        return out.append(",processing_time=").append(Shop.processingTime(event));
    }
}
