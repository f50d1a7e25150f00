package io.truenow.infra.eventstore;

import java.util.List;

/**
 * What the control plane runs.
 *
 * @param aggregates classes of event-sourced aggregates
 * @param catalogHandlers beans with {@code @EventHandler} methods, all in the processing group {@code catalog}
 * @param queryHandlers beans with {@code @QueryHandler} methods
 * @param commandHandlers beans with {@code @CommandHandler} methods outside aggregates
 * @param resources beans that handler methods may ask for as parameters, such as a clock
 */
public record ControlPlaneHandlers(
        List<Class<?>> aggregates,
        List<Object> catalogHandlers,
        List<Object> queryHandlers,
        List<Object> commandHandlers,
        List<Resource<?>> resources) {

    /** Copies the lists. */
    public ControlPlaneHandlers {
        aggregates = List.copyOf(aggregates);
        catalogHandlers = List.copyOf(catalogHandlers);
        queryHandlers = List.copyOf(queryHandlers);
        commandHandlers = List.copyOf(commandHandlers);
        resources = List.copyOf(resources);
    }

    /** A bean under the type that handlers ask for. */
    public record Resource<T>(Class<T> type, T bean) {}
}
