package io.truenow.command.port;

import io.truenow.events.catalog.TableDescriptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the events of a table, from the log on. Thread-safe. */
public interface StreamFigures {

    /**
     * Figures as of the newest snapshot. Events are exact: {@code logged = stored + duplicates + conflicting}.
     *
     * @param logged events in the log
     * @param stored events that count
     * @param duplicates events that repeated an id with equal content
     * @param conflicting events that repeated an id with other content
     * @param late stored events that were below the watermark when they came
     * @param residentRows events in memory
     * @param residentBytes their bytes
     * @param dedupBytes bytes of what knows ids again
     * @param segments pieces in memory
     * @param times of its events
     * @param stopped whether a part of the table is not applied any further
     */
    record Figures(
            long logged,
            long stored,
            long duplicates,
            long conflicting,
            long late,
            long residentRows,
            long residentBytes,
            long dedupBytes,
            long segments,
            Times times,
            boolean stopped) {

        /** Of a table without an event. */
        public static final Figures NOTHING = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, Times.NONE, false);
    }

    /**
     * Times in microseconds since 1970; null where there is none.
     *
     * @param firstMicros smallest event time in memory
     * @param lastMicros largest event time in memory
     * @param watermarkMicros up to which the table is believed complete
     * @param incompleteBeforeMicros events before this may have left memory; null if none has
     */
    record Times(
            @Nullable Long firstMicros,
            @Nullable Long lastMicros,
            @Nullable Long watermarkMicros,
            @Nullable Long incompleteBeforeMicros) {

        /** Of no event. */
        public static final Times NONE = new Times(null, null, null, null);
    }

    /**
     * The figures of a table; empty if they are not known: of a deleted one, or if what would know stopped before its first event.
     *
     * @throws io.truenow.events.error.TrueNowException {@code NOT_READY} until the log is applied for the first time
     */
    Optional<Figures> of(TableDescriptor table);
}
