package io.truenow.admin.catalog;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.truenow.admin.format.FigureText;
import io.truenow.admin.shell.FactList;
import io.truenow.admin.shell.StateMark;
import org.jspecify.annotations.Nullable;

/** Facts of one table in three rows: its events, its times and settings, its bytes. Used under the UI's lock. */
final class TableFacts extends Div {

    private static final long HOUR = 3_600_000_000L;
    private static final long HOURS_SHOWN = 48;

    TableFacts(TableLine line) {
        addClassNames("panel", "table-facts");
        StateMark state = new StateMark();
        boolean stopped = !line.stopped().isEmpty();
        state.show(
                stopped
                        ? StateMark.Mood.BAD
                        : line.times().incompleteBefore() != null ? StateMark.Mood.WAIT : StateMark.Mood.GOOD,
                line.state());
        String reason = line.reason();
        Div head = new Div(state);
        head.addClassName("state-line");
        if (reason != null) {
            head.add(new Span(reason));
        }
        add(head, events(line.counts()), times(line), bytes(line));
    }

    private static FactList events(TableLine.Counts counts) {
        return new FactList()
                .count("Rows stored", counts.stored(), "Events counted once, those that left memory too")
                .count("Rows in memory", counts.residentRows(), "Rows that statements reach now")
                .count("Logged", counts.logged(), "Events in the log: stored, duplicate and conflicting ones")
                .count("Duplicates", counts.duplicates(), "Events that repeated an id with equal content; not stored")
                .count("Conflicting", counts.conflicting(), "Events that repeated an id with other content; not stored")
                .count("Late", counts.late(), "Stored events that were below the watermark when they came");
    }

    private static FactList times(TableLine line) {
        TableLine.Times times = line.times();
        TableLine.Settings settings = line.settings();
        FactList facts = new FactList()
                .time("First event", times.first())
                .time("Last event", times.last())
                .time("Watermark", times.watermark());
        if (times.incompleteBefore() != null) {
            facts.time("Incomplete before", times.incompleteBefore());
        }
        boolean known = settings.shards() != null;
        return facts.count("Shards", settings.shards(), "Fixed when the table was created")
                .text(
                        "Dedup window",
                        span(known, settings.dedupWindow(), "unbounded"),
                        "For how long, in append time, an event id is remembered")
                .text(
                        "Retention",
                        span(known, settings.retention(), "none"),
                        "Age at which events are deleted for good");
    }

    private static FactList bytes(TableLine line) {
        TableLine.Bytes bytes = line.bytes();
        return new FactList()
                .bytes("In memory", bytes.resident(), "Segments and dictionaries")
                .bytes("Segments", bytes.segments(), "")
                .bytes("Dictionaries", bytes.dictionaries(), "Shared by the segments of a shard")
                .bytes("Duplicate store", bytes.duplicateStore(), "Event ids, kept so that repeats are found");
    }

    static String span(boolean known, @Nullable Long micros, String endless) {
        if (!known) {
            return FigureText.UNKNOWN;
        }
        if (micros == null) {
            return endless;
        }
        if (micros % HOUR != 0) {
            return FigureText.duration((double) micros).toString();
        }
        long hours = micros / HOUR;
        return hours > HOURS_SHOWN && hours % 24 == 0 ? hours / 24 + " d" : hours + " h";
    }
}
