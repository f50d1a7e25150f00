package io.truenow.infra.embedded;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Takes over Kafka's ways to end the process. The broker calls them when its folder fails; here they tell every embedded broker of
 * this process and end only the calling thread's work by an exception. Kafka keeps them in static fields, so they are set once and
 * never given back: a thread of a stopped broker may still call them. Thread-safe.
 */
final class BrokerExits {

    private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();

    static {
        Exit.setExitProcedure((code, message) -> gaveUp("exit", code, message));
        Exit.setHaltProcedure((code, message) -> gaveUp("halt", code, message));
    }

    private BrokerExits() {}

    /** From now on the listener is told why a broker gave up. */
    static void listen(Consumer<String> listener) {
        LISTENERS.add(listener);
    }

    /** The listener is told no more. */
    static void ignore(Consumer<String> listener) {
        LISTENERS.remove(listener);
    }

    private static void gaveUp(String how, int code, @Nullable String message) {
        String reason = "The embedded broker gave up (" + how + " code [" + code + "] in thread ["
                + Thread.currentThread().getName() + "]" + (message == null ? "" : ", [" + message + "]") + ").";
        for (Consumer<String> listener : LISTENERS) {
            listener.accept(reason);
        }
        throw new IllegalStateException(reason);
    }
}
