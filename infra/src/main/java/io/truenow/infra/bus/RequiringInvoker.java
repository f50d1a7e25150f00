package io.truenow.infra.bus;

import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;

/**
 * An invoker for which an event without a handler is a failure. Axon passes such an event over in silence, as it does when a method
 * asks for meta data as an {@code int} or a {@code long}: these never match, {@code Integer} and {@code Long} do.
 */
final class RequiringInvoker implements EventHandlerInvoker {

    private final EventHandlerInvoker invoker;

    RequiringInvoker(EventHandlerInvoker invoker) {
        this.invoker = invoker;
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return true;
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) throws Exception {
        if (!invoker.canHandle(message, segment)) {
            throw new IllegalStateException(
                    "No handler takes [" + message.getPayloadType().getSimpleName() + "].");
        }
        invoker.handle(message, segment);
    }
}
