package io.truenow.command.ingest.line;

import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.Fault;
import io.truenow.command.ingest.Portion;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of a block by measurement. Neighbouring lines mostly name the same one or repeat a sequence. Not thread-safe. */
final class MeasurementTables {

    private static final int EXPECTED_ROWS = 64;

    private final String tenant;
    private final String namespace;
    private final int maxTables;
    private final List<Entry> entries = new ArrayList<>();
    private int last;

    /** The events of one measurement. */
    record Entry(byte[] name, TableRef table, Portion portion) {}

    /** @param maxTables tables that a block may name */
    MeasurementTables(String tenant, String namespace, int maxTables) {
        this.tenant = tenant;
        this.namespace = namespace;
        this.maxTables = maxTables;
    }

    /** Forgets all. */
    void clear() {
        entries.clear();
        last = 0;
    }

    /** The table of a point's measurement; null if it may not be one, see {@link #fault(Point)}. */
    @Nullable
    Entry of(Point point) {
        int size = entries.size();
        for (int k = 0; k < size; k++) {
            int i = last + k < size ? last + k : last + k - size;
            Entry entry = entries.get(i);
            if (entry.name().length == point.measurementLength()
                    && Arrays.equals(entry.name(), 0, entry.name().length, point.text(), 0, entry.name().length)) {
                last = i;
                return entry;
            }
        }
        String name = name(point);
        if (!Names.isLegal(name) || size >= maxTables) {
            return null;
        }
        Entry entry = new Entry(
                Arrays.copyOf(point.text(), point.measurementLength()),
                new TableRef(tenant, namespace, name),
                new Portion(namespace, name, EXPECTED_ROWS));
        entries.add(entry);
        last = size;
        return entry;
    }

    /** Why a point's measurement has no table. */
    Fault fault(Point point) {
        String shown = PointParser.shown(point.text(), 0, point.measurementLength());
        if (Names.isLegal(name(point))) {
            return new Fault(
                    ErrorCode.TOO_LARGE,
                    "The lines name more than [" + maxTables + "] measurements.",
                    "",
                    "Send them in smaller parts.");
        }
        return new Fault(
                ErrorCode.INVALID_NAME,
                "The measurement [" + shown + "] is no legal name of a table.",
                "",
                "A name starts with a letter or _, goes on with letters, digits, _ or -, and has at most "
                        + Names.MAX_NAME_LENGTH + " characters.");
    }

    private static String name(Point point) {
        return new String(point.text(), 0, point.measurementLength(), StandardCharsets.UTF_8);
    }

    /** The events by table. */
    List<DecodedEvents.Part> parts() {
        List<DecodedEvents.Part> parts = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.portion().rows() > 0) {
                parts.add(new DecodedEvents.Part(
                        entry.table(),
                        entry.portion().builder().build(),
                        entry.portion().indexes()));
            }
        }
        return parts;
    }
}
