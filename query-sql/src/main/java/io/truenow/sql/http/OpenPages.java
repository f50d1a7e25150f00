package io.truenow.sql.http;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlCursor;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that wait for their next page. Behind each is its running statement, so all pages are of one snapshot, and a cancel ends it at
 * once. A page is read to its end before any of it goes out, and the row after it, too: so it is whole, and says truly whether there is
 * another. Each page is given once. Bounded; thread-safe; must be closed.
 */
final class OpenPages implements AutoCloseable {

    private static final int KEY_BYTES = 32;

    private final PageSettings settings;
    private final PageTokens tokens;
    private final LongSupplier nanos;
    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private @Nullable ScheduledExecutorService clock;

    /**
     * Pages.
     *
     * @param key what tokens are sealed with; of this process alone
     * @param nanos a monotonic clock
     */
    OpenPages(PageSettings settings, byte[] key, LongSupplier nanos) {
        this.settings = settings;
        this.tokens = new PageTokens(key);
        this.nanos = nanos;
    }

    /** Pages with a key of their own that look once a second for answers whose time is over. */
    static OpenPages start(PageSettings settings) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        OpenPages pages = new OpenPages(settings, key, System::nanoTime);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("truenow-sql-pages").factory());
        clock.scheduleAtFixedRate(pages::expire, 1, 1, TimeUnit.SECONDS);
        pages.clock = clock;
        return pages;
    }

    /** An answer that waits: the row after the page that went out is read already. */
    private record Waiting(
            Principal caller,
            SqlCursor cursor,
            int rows,
            int page,
            @Nullable Object[] ahead,
            long sinceNanos) {}

    /**
     * A page.
     *
     * @param rows in Calcite's internal form
     * @param next token of the next page; null if this is the last
     */
    record Page(
            SqlCursor cursor,
            List<@Nullable Object[]> rows,
            @Nullable String next) {}

    /** Reads the first page of a statement; the cursor is closed when there is no further one, and on a failure. */
    Page first(Principal caller, SqlCursor cursor, int rows) {
        return read(caller, cursor, rows, 1, ids.incrementAndGet(), null);
    }

    /** Reads the next page. */
    Page next(Principal caller, String token) {
        Waiting answer = take(caller, token);
        PageTokens.Place place = tokens.read(caller, token);
        answer.cursor().resume();
        return read(
                caller,
                answer.cursor(),
                answer.rows(),
                answer.page(),
                place == null ? 0 : place.answer(),
                answer.ahead());
    }

    /** Ends an answer whose further pages nobody wants. */
    void close(Principal caller, String token) {
        take(caller, token).cursor().close();
    }

    private Waiting take(Principal caller, String token) {
        PageTokens.Place place = tokens.read(caller, token);
        Waiting answer = place == null ? null : waiting.get(place.answer());
        if (place == null
                || answer == null
                || answer.page() != place.page()
                || !waiting.remove(place.answer(), answer)) {
            throw new TrueNowException(
                    ErrorCode.UNKNOWN_CURSOR,
                    "There is no next page under this cursor.",
                    null,
                    "A cursor is given to one caller, for one page, for "
                            + settings.idle().toSeconds()
                            + " s, and ends with the server's process. Run the statement again.",
                    null);
        }
        return answer;
    }

    private Page read(
            Principal caller, SqlCursor cursor, int rows, int page, long id, @Nullable Object @Nullable [] ahead) {
        boolean kept = false;
        try {
            List<@Nullable Object[]> all = new ArrayList<>();
            if (ahead != null) {
                all.add(ahead);
            }
            boolean more = true;
            while (all.size() < rows && (more = cursor.next())) {
                all.add(cursor.row());
            }
            if (!more || !cursor.next()) {
                return new Page(cursor, all, null);
            }
            keep(id, new Waiting(caller, cursor, rows, page + 1, cursor.row(), nanos.getAsLong()));
            kept = true;
            return new Page(cursor, all, tokens.make(caller, new PageTokens.Place(id, page + 1)));
        } finally {
            if (!kept) {
                cursor.close();
            }
        }
    }

    private synchronized void keep(long id, Waiting answer) {
        long own = waiting.values().stream()
                .filter(w -> w.caller().tenant().equals(answer.caller().tenant()))
                .count();
        if (waiting.size() >= settings.maxOpen() || own >= settings.maxOpenPerTenant()) {
            throw new TrueNowException(
                    ErrorCode.OVERLOADED,
                    "More than ["
                            + (own >= settings.maxOpenPerTenant() ? settings.maxOpenPerTenant() : settings.maxOpen())
                            + "] answers wait for their next page (limit of open cursors).",
                    null,
                    "Fetch them to their end, or end them by DELETE /v1/sql/pages/CURSOR.",
                    null);
        }
        answer.cursor().park();
        waiting.put(id, answer);
    }

    /** Ends answers whose next page nobody fetched in time, and forgets those that were cancelled. */
    void expire() {
        long now = nanos.getAsLong();
        waiting.forEach((id, answer) -> {
            boolean ended = answer.cursor().statement().state() != RunningStatement.State.RUNNING;
            boolean late = now - answer.sinceNanos() > settings.idle().toNanos();
            if ((ended || late) && waiting.remove(id, answer)) {
                answer.cursor().close();
            }
        });
    }

    /** Answers that wait. */
    int open() {
        return waiting.size();
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
        waiting.values().forEach(answer -> answer.cursor().cancel());
        waiting.clear();
    }
}
