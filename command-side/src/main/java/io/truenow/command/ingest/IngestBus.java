package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.IngestBatch;
import io.truenow.events.ingest.IngestOutcome;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.Registration;

/**
 * Ingest's own command bus: without a transaction manager, so that no command holds a database connection while it waits for the
 * log. Subscribes the handler; {@link #close()} takes it off. Thread-safe.
 */
public final class IngestBus implements AutoCloseable {

    private final CommandBus bus;
    private final Registration registration;

    /** Subscribes the handler to the bus. */
    public IngestBus(CommandBus bus, IngestHandler handler) {
        this.bus = bus;
        this.registration = new AnnotationCommandHandlerAdapter<>(handler).subscribe(bus);
    }

    /**
     * Carries a command out and waits for its answer.
     *
     * @throws TrueNowException what the handler refused
     */
    public IngestOutcome dispatch(IngestBatch command) {
        FutureCallback<IngestBatch, IngestOutcome> answer = new FutureCallback<>();
        bus.dispatch(GenericCommandMessage.<IngestBatch>asCommandMessage(command), answer);
        CommandResultMessage<? extends IngestOutcome> result = answer.getResult();
        if (result.isExceptional()) {
            if (result.exceptionResult() instanceof TrueNowException refused) {
                throw refused;
            }
            throw new TrueNowException(ErrorCode.INTERNAL, "The batch could not be taken.", result.exceptionResult());
        }
        return result.getPayload();
    }

    @Override
    public void close() {
        registration.close();
    }
}
