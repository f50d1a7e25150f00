package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting beside the UI's lock: a virtual thread waits, the answer is shown by push. */
public final class Background {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private Background() {}

    /**
     * Waits for something and shows it, if its component is still on a screen. Call it under the UI's lock.
     *
     * @param owner attached component
     * @param work runs without the lock; must not throw
     * @param show runs with the lock
     */
    public static <T> void run(Component owner, Supplier<T> work, Consumer<T> show) {
        UI ui = owner.getUI().orElseThrow();
        Thread.ofVirtual().name("console-wait").start(() -> {
            T answer = work.get();
            try {
                var unused = ui.access(() -> {
                    if (owner.isAttached()) {
                        show.accept(answer);
                    }
                });
            } catch (UIDetachedException e) {
                LOG.debug("the screen was closed before its answer", e);
            }
        });
    }
}
