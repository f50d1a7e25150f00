package io.truenow.command.idempotency;

import io.truenow.command.port.KeptAnswers;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Kept answers in memory, for ever; the store can be taken away. */
final class MemoryAnswers implements KeptAnswers {

    private record Row(String hash, UUID holder, @Nullable Answer answer) {}

    final Map<String, Row> rows = new HashMap<>();
    boolean away;

    private static String place(Request request) {
        return request.tenant() + "/" + request.principal() + "/" + request.key();
    }

    private void requireThere() {
        if (away) {
            throw new TrueNowException(ErrorCode.CATALOG_UNAVAILABLE, "away");
        }
    }

    @Override
    public Reservation reserve(Request request) {
        requireThere();
        Row row = rows.get(place(request));
        if (row == null) {
            UUID holder = UUID.randomUUID();
            rows.put(place(request), new Row(request.hash(), holder, null));
            return new Reservation.Reserved(holder);
        }
        if (!row.hash().equals(request.hash())) {
            return new Reservation.OtherRequest();
        }
        return row.answer() == null ? new Reservation.UnderWay() : new Reservation.Kept(row.answer());
    }

    @Override
    public void keep(Request request, UUID holder, Answer answer) {
        requireThere();
        rows.put(place(request), new Row(request.hash(), holder, answer));
    }

    @Override
    public void release(Request request, UUID holder) {
        requireThere();
        rows.remove(place(request));
    }
}
