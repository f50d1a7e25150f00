package io.truenow.command.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read of a body so far: the table that it names as a whole, its events by table, its refusals. Not thread-safe. */
final class BodyEvents {

    private final EventReader reader;
    private final EventDecoder.TableDefaults defaults;
    private final int maxErrorsShown;
    private final List<Rejection> rejections = new ArrayList<>();
    private int received;
    private int rejected;
    private boolean untargeted;
    private @Nullable String namespace;
    private @Nullable String table;
    private @Nullable String listPointer;

    /** @param maxErrorsShown refusals that are kept; the others are only counted */
    BodyEvents(EventReader reader, EventDecoder.TableDefaults defaults, int maxErrorsShown) {
        this.reader = reader;
        this.defaults = defaults;
        this.maxErrorsShown = maxErrorsShown;
    }

    /** The events stand in a list. */
    void list(String pointer) {
        listPointer = pointer;
    }

    @Nullable
    String listPointer() {
        return listPointer;
    }

    /** Namespace of the body as a whole; null if it names none. */
    @Nullable
    String namespace() {
        return namespace;
    }

    void namespace(@Nullable String name) {
        namespace = name;
    }

    /** Table of the body as a whole; null if it names none. */
    @Nullable
    String table() {
        return table;
    }

    void table(@Nullable String name) {
        table = name;
    }

    /** Events that the body holds. */
    void received(int events) {
        received = events;
    }

    /** One more event. */
    void receivedOne() {
        received++;
    }

    /** An event needs the table of the body or of the request, so there has to be one. */
    void untargeted() {
        untargeted = true;
    }

    /** The reader's event ends. */
    void end(int index) {
        Rejection rejection = reader.end(index, listPointer);
        if (rejection != null) {
            reject(rejection);
        }
    }

    void reject(Rejection rejection) {
        rejected++;
        if (rejections.size() < maxErrorsShown) {
            rejections.add(rejection);
        }
    }

    /** Whether the reader's event has a table without the body's. */
    boolean isTargeted() {
        return (reader.namespace() != null || defaults.namespace() != null)
                && (reader.table() != null || defaults.table() != null);
    }

    /**
     * All of it.
     *
     * @throws TrueNowException {@code MISSING_TABLE}, {@code INVALID_NAME}
     */
    DecodedEvents result(boolean single) {
        String ownNamespace = namespace != null ? namespace : defaults.namespace();
        String ownTable = table != null ? table : defaults.table();
        if (untargeted && (ownNamespace == null || ownTable == null)) {
            throw new TrueNowException(
                    ErrorCode.MISSING_TABLE,
                    "The request names no " + (ownNamespace == null ? "namespace" : "table") + ".",
                    ownNamespace == null ? "/namespace" : "/table",
                    "Send \"namespace\" and \"table\" in the body, or the headers X-Namespace and X-Table.",
                    null);
        }
        List<DecodedEvents.Part> parts = new ArrayList<>();
        for (Portion portion : reader.portions()) {
            if (portion.rows() > 0) {
                parts.add(new DecodedEvents.Part(
                        new TableRef(
                                defaults.tenant(),
                                first(portion.namespace(), ownNamespace),
                                first(portion.table(), ownTable)),
                        portion.builder().build(),
                        portion.indexes()));
            }
        }
        return new DecodedEvents(single, listPointer, received, parts, rejections, rejected);
    }

    private static String first(@Nullable String own, @Nullable String ofAll) {
        return own != null ? own : ofAll != null ? ofAll : "";
    }
}
