package io.truenow.infra.eventstore;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** An aggregate for tests. */
final class Counter {

    /** Command: count by a step. */
    record Count(@TargetAggregateIdentifier String name, int step) {}

    /** Fact. */
    record Counted(String name, int step, String note) {}

    @AggregateIdentifier
    private @Nullable String name;

    private int sum;

    Counter() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    int on(Count command) {
        apply(new Counted(command.name(), command.step(), "日本"));
        return sum;
    }

    @Override
    public String toString() {
        return name + "=" + sum;
    }

    @EventSourcingHandler
    void on(Counted fact) {
        name = fact.name();
        sum += fact.step();
    }
}
