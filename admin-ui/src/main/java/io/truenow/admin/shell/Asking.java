package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.port.Refusal;
import io.truenow.admin.port.Told;
import io.truenow.events.access.Principal;
import java.util.function.Consumer;
import java.util.function.Function;

/** Questions to the control plane, beside the UI's lock. */
public final class Asking {

    private Asking() {}

    /**
     * Asks and shows what comes, if the owner is still on a screen. Call it under the UI's lock.
     *
     * @param owner attached component
     * @param what runs without the lock, in the caller's name
     * @param show runs with the lock
     * @param refused runs with the lock instead
     */
    public static <T> void ask(
            Component owner,
            SessionCaller caller,
            Function<Principal, T> what,
            Consumer<T> show,
            Consumer<Refusal> refused) {
        Background.run(owner, () -> caller.ask(what), told -> {
            switch (told) {
                case Told.Answer<T> answer -> show.accept(answer.value());
                case Told.Refused<T> no -> refused.accept(no.refusal());
            }
        });
    }
}
