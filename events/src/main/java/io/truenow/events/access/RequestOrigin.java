package io.truenow.events.access;

import org.jspecify.annotations.Nullable;

/**
 * From where the request comes that the current thread serves; for the record of who changed what, never for a decision. Opened around a
 * request by whoever takes it, and closed by the same thread.
 */
public final class RequestOrigin implements AutoCloseable {

    /** Name of the address in the meta data of commands and facts. */
    public static final String ADDRESS = "address";

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private RequestOrigin() {}

    /** Notes the address until it is closed. */
    public static RequestOrigin open(String address) {
        CURRENT.set(address);
        return new RequestOrigin();
    }

    /** The address of the request that this thread serves; null if it serves none, or one of which it is not known. */
    public static @Nullable String address() {
        return CURRENT.get();
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
