package io.truenow.infra.bus;

import io.truenow.command.port.DataPlaneLog;
import io.truenow.events.ingest.EventBatchAccepted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.extensions.kafka.eventhandling.producer.KafkaEventPublisher;
import org.axonframework.extensions.kafka.eventhandling.producer.KafkaPublisher;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data-plane event bus and the log behind it: facts go over Axon's bus to the Kafka extension's publisher, and come back with
 * the partition and offset under which the brokers acknowledged them.
 *
 * <p>The facts of one call are sent together and then awaited, so one call costs one round trip. The bus stays inside this class:
 * as a Spring bean it would take the place of the event store. Thread-safe; callers may be virtual threads.
 */
public final class KafkaLog implements DataPlaneLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);

    /** The publisher waits longer than the producer, so that the producer's answer is always there first. */
    private static final long PUBLISHER_MARGIN_MILLIS = 2_000;

    private final LogSettings settings;
    private final LogProgress progress;
    private final EventBus bus = SimpleEventBus.builder().build();
    private final KafkaPublisher<String, byte[]> publisher;
    private final SubscribingEventProcessor processor;

    /**
     * The log of the settings; connects with the first append.
     *
     * @param progress told how far the log reaches
     * @param recent given what was acknowledged
     * @param unused serializer that the extension's builder asks for and, with our converter, never uses
     */
    public KafkaLog(LogSettings settings, LogProgress progress, RecentAppends recent, Serializer unused) {
        this.settings = settings;
        this.progress = progress;
        this.publisher = KafkaPublisher.<String, byte[]>builder()
                .producerFactory(new ReceiptProducerFactory(settings, recent))
                .messageConverter(new EventBatchConverter())
                .serializer(unused)
                .topic(settings.topic())
                .publisherAckTimeout(settings.ackTimeout().toMillis() + PUBLISHER_MARGIN_MILLIS)
                .build();
        this.processor = SubscribingEventProcessor.builder()
                .name("truenow-log")
                .messageSource(bus)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(KafkaEventPublisher.<String, byte[]>builder()
                                .kafkaPublisher(publisher)
                                .build())
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .errorHandler(PropagatingErrorHandler.instance())
                .build();
        processor.start();
    }

    @Override
    public List<Append> append(List<EventBatchAccepted> facts) {
        List<Receipt> receipts = new ArrayList<>(facts.size());
        List<EventMessage<?>> messages = new ArrayList<>(facts.size());
        for (EventBatchAccepted fact : facts) {
            if (fact.encoded().length > LogSettings.MAX_RECORD_BYTES) {
                throw new IllegalArgumentException("A record of [" + fact.encoded().length + "] bytes is too large.");
            }
            Receipt receipt = new Receipt();
            receipts.add(receipt);
            messages.add(new GenericEventMessage<>(fact, Map.of(Receipt.META_DATA, receipt)));
        }
        long started = System.nanoTime();
        long deadline = started + settings.ackTimeout().toNanos();
        publish(messages);
        List<Append> appends = new ArrayList<>(facts.size());
        for (Receipt receipt : receipts) {
            Append append = receipt.await(deadline - System.nanoTime());
            if (append instanceof Append.Durable durable) {
                progress.reaches(durable.partition(), durable.offset() + 1);
            }
            appends.add(append);
            progress.meters().appended(append, (System.nanoTime() - started) / 1_000);
        }
        return appends;
    }

    /** A failure is not lost: it stands on the receipts. */
    private void publish(List<EventMessage<?>> messages) {
        Deque<UnitOfWork<?>> outer = suspend();
        try {
            bus.publish(messages);
        } catch (RuntimeException e) {
            LOG.warn("An append to the log failed: {}", e.getMessage());
        } finally {
            while (!outer.isEmpty()) {
                CurrentUnitOfWork.set(outer.pop());
            }
        }
    }

    /** Inside the command's unit of work the bus would only send after the handler has returned. */
    private static Deque<UnitOfWork<?>> suspend() {
        Deque<UnitOfWork<?>> outer = new ArrayDeque<>();
        while (CurrentUnitOfWork.isStarted()) {
            UnitOfWork<?> current = CurrentUnitOfWork.get();
            outer.push(current);
            CurrentUnitOfWork.clear(current);
        }
        return outer;
    }

    /** Sends what waits and closes the connections. */
    @Override
    public void close() {
        processor.shutDown();
        publisher.shutDown();
    }
}
