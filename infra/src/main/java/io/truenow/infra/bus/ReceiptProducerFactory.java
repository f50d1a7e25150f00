package io.truenow.infra.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.extensions.kafka.eventhandling.producer.ConfirmationMode;
import org.axonframework.extensions.kafka.eventhandling.producer.DefaultProducerFactory;
import org.axonframework.extensions.kafka.eventhandling.producer.ProducerFactory;

/** The extension's producer factory, a few idempotent producers as one, each answer put on its {@link Receipt}. Thread-safe. */
final class ReceiptProducerFactory implements ProducerFactory<String, byte[]> {

    private final List<ProducerFactory<String, byte[]>> factories = new ArrayList<>();
    private final ReceiptProducer producer;

    ReceiptProducerFactory(LogSettings settings, RecentAppends recent) {
        for (int i = 0; i < settings.producers(); i++) {
            factories.add(DefaultProducerFactory.<String, byte[]>builder()
                    .configuration(configuration(settings, i))
                    .confirmationMode(ConfirmationMode.WAIT_FOR_ACK)
                    .build());
        }
        producer = new ReceiptProducer(
                factories.stream().map(ProducerFactory::createProducer).toList(), recent);
    }

    /** Made once, at the start: the extension's factory makes and loses others when first asked by several threads at a time. */
    @Override
    public Producer<String, byte[]> createProducer() {
        return producer;
    }

    @Override
    public ConfirmationMode confirmationMode() {
        return ConfirmationMode.WAIT_FOR_ACK;
    }

    @Override
    public void shutDown() {
        factories.forEach(ProducerFactory::shutDown);
    }

    private static Map<String, Object> configuration(LogSettings settings, int number) {
        int ackMillis = (int) settings.ackTimeout().toMillis();
        Map<String, Object> c = new HashMap<>();
        settings.connection().addTo(c);
        c.put(ProducerConfig.CLIENT_ID_CONFIG, "truenow-bus-" + number);
        c.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        c.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        c.put(ProducerConfig.ACKS_CONFIG, "all");
        c.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        c.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        c.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        c.put(ProducerConfig.BUFFER_MEMORY_CONFIG, settings.producerBufferBytes() / settings.producers());
        c.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogSettings.MAX_RECORD_BYTES);
        c.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.blockTimeout().toMillis());
        c.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ackMillis);
        c.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, ackMillis / 2));
        c.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        c.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        c.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50L);
        c.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L);
        c.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return c;
    }
}
