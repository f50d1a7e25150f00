package io.truenow.infra.bus;

import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.SubscribingEventProcessor;

/** Axon's processor of the processing group {@code hot-tier}, on the thread of the source, errors going back to it. */
public final class HotTierProcessor {

    /** Name of the processing group. */
    public static final String GROUP = "hot-tier";

    private HotTierProcessor() {}

    /**
     * A processor that subscribes to the source when it is started; start it before the source.
     *
     * @param projection bean with {@code @EventHandler} methods
     */
    public static SubscribingEventProcessor of(KafkaLogSource source, Object projection) {
        return SubscribingEventProcessor.builder()
                .name(GROUP)
                .messageSource(source)
                .eventHandlerInvoker(new RequiringInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(projection)
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build()))
                .errorHandler(PropagatingErrorHandler.instance())
                .build();
    }
}
