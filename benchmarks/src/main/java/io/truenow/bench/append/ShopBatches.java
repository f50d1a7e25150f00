package io.truenow.bench.append;

import io.truenow.bench.workload.Shop;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.RequestSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** W1 as columnar event batches. Stateless. */
public final class ShopBatches {

    /** Table of the batches. */
    public static final UUID TABLE = new UUID(1, 2);

    private ShopBatches() {}

    /** Events {@code from} up to {@code from + rows}; their ids are random UUIDs if asked. */
    public static EventBatch batch(long from, int rows, boolean uuids) {
        EventColumnsBuilder builder = new EventColumnsBuilder(rows);
        for (long event = from; event < from + rows; event++) {
            byte[] id = utf8(uuids ? Shop.uuid(event) : Shop.id(event));
            builder.beginRow();
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(Shop.timeMicros(event));
            dimension(builder, "region", Shop.region(event));
            dimension(builder, "product", Shop.product(event));
            dimension(builder, "customer_type", Shop.customerType(event));
            dimension(builder, "user_id", Shop.user(event));
            metric(builder, "revenue", Shop.revenue(event));
            metric(builder, "quantity", Shop.quantity(event));
            metric(builder, "processing_time", Shop.processingTime(event));
            builder.endRow();
        }
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                TABLE,
                new TableRef("default", "bench", "w1"),
                TableSettings.DEFAULT,
                1,
                0,
                1,
                Shop.START_MICROS,
                List.of(new RequestSpan(0, "local", "r", 0)));
        return new EventBatch(header, builder.build());
    }

    private static void dimension(EventColumnsBuilder builder, String name, String value) {
        byte[] key = utf8(name);
        byte[] text = utf8(value);
        builder.setDimension(builder.dimension(key, 0, key.length), text, 0, text.length);
    }

    private static void metric(EventColumnsBuilder builder, String name, double value) {
        byte[] key = utf8(name);
        builder.setMetric(builder.metric(key, 0, key.length), value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
