package io.truenow.admin.shell;

import com.vaadin.flow.component.Component;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlCall;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Place for one statement at a time, which can be cancelled, and is when its owner leaves the screen. Used under the UI's lock. */
public final class CallSlot {

    private final Component owner;
    private @Nullable SqlCall running;

    /** A free place. */
    public CallSlot(Component owner) {
        this.owner = owner;
        owner.addDetachListener(detached -> cancel());
    }

    /** Whether nothing runs. */
    public boolean isFree() {
        return running == null;
    }

    /** Runs a statement beside the lock and shows its answer with it; the place must be free and the owner on a screen. */
    public void run(SqlCall call, Consumer<ResultRows> show) {
        running = call;
        Background.run(owner, call::run, rows -> {
            running = null;
            show.accept(rows);
        });
    }

    /** Stops what runs; its answer then says so. */
    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }
}
