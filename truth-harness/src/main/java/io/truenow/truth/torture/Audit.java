package io.truenow.truth.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the rows that one table served for one round with what the clients of that round know. Feed every row, then ask
 * {@link #result}. Costs the size of the round, whatever the size of the table. Not thread-safe.
 */
final class Audit {

    /**
     * What was there.
     *
     * @param totals of the rows that belong there
     * @param missing acknowledged events that were not there, the first ones
     * @param missed how many
     * @param recovered events of requests without an answer that are there
     */
    record Result(Totals totals, List<EventId> missing, long missed, long recovered) {}

    private static final int MISSING_SHOWN = 100;

    private final String table;
    private final int round;
    private final Contents contents;
    private final Findings findings;
    private final Map<Long, SentRequest> sent = new HashMap<>();
    private final Set<EventId> seen = new HashSet<>();
    private Totals totals = Totals.NONE;

    Audit(String table, int round, List<SentRequest> requests, Contents contents, Findings findings) {
        this.table = table;
        this.round = round;
        this.contents = contents;
        this.findings = findings;
        for (SentRequest request : requests) {
            if (request.table().equals(table) && request.round() == round) {
                sent.put(key(request.client(), request.number()), request);
            }
        }
    }

    private static long key(int client, int number) {
        return ((long) client << 32) | number;
    }

    /** Takes a row. */
    void row(ServedRow row) {
        Optional<EventId> id = EventId.parse(row.id());
        SentRequest request =
                id.map(i -> sent.get(key(i.client(), i.request()))).orElse(null);
        String thing = table + " " + row.id();
        if (id.isEmpty() || id.get().round() != round || request == null) {
            findings.add(Violation.PHANTOM, thing, "nobody sent it to this table in round " + round + ": " + row);
        } else if (id.get().index() >= request.events() || request.state() == SentRequest.State.REFUSED) {
            findings.add(Violation.PHANTOM, thing, "it was refused: " + row);
        } else if (!seen.add(id.get())) {
            findings.add(Violation.DUPLICATED, thing, "it is there more than once: " + row);
        } else {
            compare(thing, row, id.get(), request);
        }
    }

    private void compare(String thing, ServedRow row, EventId id, SentRequest request) {
        for (int version = 0; version < Contents.VERSIONS; version++) {
            EventContent content = contents.of(id, version);
            if (request.maySend(version) && row.shows(id, content)) {
                totals = totals.plus(content);
                return;
            }
        }
        totals = totals.plus(contents.of(id, 0));
        findings.add(Violation.CORRUPTED, thing, row + " is not what was sent: " + contents.of(id, 0));
    }

    /** What was there, after the last row. */
    Result result() {
        List<EventId> missing = new ArrayList<>();
        long missed = 0;
        long recovered = 0;
        for (SentRequest request : sent.values()) {
            SentRequest.State state = request.state();
            for (int i = 0; i < request.events() && state != SentRequest.State.REFUSED; i++) {
                boolean there = seen.contains(request.id(i));
                if (state == SentRequest.State.UNKNOWN) {
                    recovered += there ? 1 : 0;
                } else if (!there) {
                    missed++;
                    if (missing.size() < MISSING_SHOWN) {
                        missing.add(request.id(i));
                    }
                }
            }
        }
        return new Result(totals, missing, missed, recovered);
    }
}
