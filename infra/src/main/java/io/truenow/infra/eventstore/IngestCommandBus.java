package io.truenow.infra.eventstore;

import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.common.transaction.NoTransactionManager;

/**
 * Ingest's own command bus, without a transaction manager: a command that waits for the log holds no database connection, and goes
 * on when PostgreSQL is away. A holder and not a {@code CommandBus}, so that nothing takes it for the control plane's. Commands run
 * on the thread that sends them. Thread-safe.
 */
public final class IngestCommandBus {

    private final CommandBus bus = SimpleCommandBus.builder()
            .transactionManager(NoTransactionManager.instance())
            .build();
    private final CommandGateway gateway =
            DefaultCommandGateway.builder().commandBus(bus).build();

    /** Adds a bean with {@code @CommandHandler} methods. */
    public Registration handler(Object bean) {
        return new AnnotationCommandHandlerAdapter<>(bean).subscribe(bus);
    }

    /** The bus. */
    public CommandBus bus() {
        return bus;
    }

    /** Gateway to the bus. */
    public CommandGateway gateway() {
        return gateway;
    }
}
