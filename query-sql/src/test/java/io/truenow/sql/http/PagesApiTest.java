package io.truenow.sql.http;

import static io.truenow.sql.http.QueryPort.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.port.KeptAnswers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers page by page. */
class PagesApiTest {

    private static final TableRef TABLE = new TableRef("default", "ns", "t");
    private static final PageSettings LIMITS = new PageSettings(100, 3, 2, Duration.ofMinutes(5));
    private static final String ALL = "select a.n from ns.t a join ns.t b on a.n = b.n order by a.n";

    private static QueryPort port;

    @BeforeAll
    static void start() {
        port = new QueryPort(QuerySettings.DEFAULT.withPages(LIMITS), new KeptAnswers());
        Events events = new Events();
        for (int i = 0; i < 250; i++) {
            events.add("e" + i, Shop.T0 + i, Map.of("n", i));
        }
        events.into(port.reads, TABLE);
    }

    @AfterAll
    static void stop() {
        port.close();
    }

    private static HttpResponse<String> first(String sql, int rows, String... headers) throws Exception {
        return port.post("/v1/sql", "{\"sql\":\"" + sql + "\",\"page_rows\":" + rows + "}", headers);
    }

    private static String next(HttpResponse<String> page) {
        return page.headers().firstValue("X-TrueNow-Next").orElseThrow();
    }

    private static HttpResponse<String> page(String token) throws Exception {
        return port.get("/v1/sql/pages/" + token);
    }

    private static void end(String token) throws Exception {
        assertThat(port.delete("/v1/sql/pages/" + token).statusCode()).isEqualTo(204);
    }

    @Test
    void allPagesTogetherAreTheAnswerOfOneMoment() throws Exception {
        HttpResponse<String> page = first("select n from ns.t where n >= 0 order by n", 100);
        new Events().add("late", Shop.T0, Map.of("n", 7)).into(port.reads, TABLE);
        List<Integer> rows = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        while (true) {
            JsonNode answer = json(page);
            answer.get("rows").forEach(row -> rows.add(row.get(0).intValue()));
            sizes.add(answer.get("row_count").intValue());
            if (answer.get("next") == null) {
                break;
            }
            assertThat(answer.get("next").stringValue()).isEqualTo(next(page));
            page = page(next(page));
        }
        assertThat(sizes).containsExactly(100, 100, 50);
        assertThat(rows).hasSize(250).doesNotHaveDuplicates().isSorted();
        assertThat(page.headers().firstValue("X-TrueNow-Next")).isEmpty();
    }

    @Test
    void aPageMayComeInAnotherForm() throws Exception {
        HttpResponse<String> page = first(ALL + " limit 3", 2, "Accept", "text/csv");
        assertThat(page.body()).isEqualTo("n\r\n0.0\r\n1.0\r\n");
        assertThat(json(page(next(page))).get("rows").toString()).isEqualTo("[[2.0]]");
    }

    @Test
    void anAnswerOfJustOnePageHasNoNext() throws Exception {
        HttpResponse<String> page = first("select n from ns.t where n < 5 and n >= 0 limit 5", 5);
        assertThat(json(page).get("row_count").intValue()).isEqualTo(5);
        assertThat(json(page).get("next")).isNull();
        assertThat(first("select 1", 101).statusCode()).isEqualTo(400);
        assertThat(first("select 1", 0).statusCode()).isEqualTo(400);
    }

    @Test
    void aCursorIsForOneCallerAndOnePage() throws Exception {
        HttpResponse<String> page = first(ALL, 100);
        String token = next(page);
        port.caller.set(new Principal("default", "another", Role.READER));
        try {
            assertThat(page(token).statusCode()).isEqualTo(410);
            assertThat(port.delete("/v1/sql/pages/" + token).statusCode()).isEqualTo(410);
        } finally {
            port.caller.set(Principal.LOCAL);
        }
        String changed = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);
        for (String none : List.of(changed, "nothing", token + "A", token.substring(2))) {
            HttpResponse<String> refused = page(none);
            assertThat(refused.statusCode()).as(none).isEqualTo(410);
            assertThat(json(refused).get("code").stringValue()).isEqualTo("UNKNOWN_CURSOR");
            assertThat(json(refused).get("hint").stringValue()).contains("Run the statement again");
        }
        String after = next(page(token));
        assertThat(page(token).statusCode()).as("each page is given once").isEqualTo(410);
        end(after);
        assertThat(page(after).statusCode()).isEqualTo(410);
    }

    @Test
    void aCancelEndsAStatementThatWaitsForItsNextPage() throws Exception {
        HttpResponse<String> page = first(ALL, 100, "X-TrueNow-Statement", "paged");
        RunningStatement statement = Objects.requireNonNull(port.engine.statement(Principal.LOCAL, "paged"));
        assertThat(statement.state()).isEqualTo(RunningStatement.State.RUNNING);
        port.delete("/v1/statements/paged");
        assertThat(statement.state()).as("at once, without anybody's work").isEqualTo(RunningStatement.State.CANCELLED);
        HttpResponse<String> refused = page(next(page));
        assertThat(json(refused).get("code").stringValue()).isEqualTo("CANCELLED");
    }

    @Test
    void noMoreAnswersWaitThanTheLimitSays() throws Exception {
        String one = next(first(ALL, 100));
        String two = next(first(ALL, 100));
        HttpResponse<String> refused = first(ALL, 100);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).get("error").stringValue()).contains("More than [2] answers wait");
        end(one);
        end(two);
        end(next(first(ALL, 100)));
    }

    @Test
    void anAnswerThatNobodyFetchesEnds() {
        AtomicLong nanos = new AtomicLong();
        try (OpenPages pages = new OpenPages(LIMITS, new byte[32], nanos::get)) {
            SqlCursor cursor = port.engine.execute(Principal.LOCAL, ALL, List.of());
            String token = Objects.requireNonNull(
                    pages.first(Principal.LOCAL, cursor, 10).next());
            nanos.set(LIMITS.idle().toNanos());
            pages.expire();
            assertThat(pages.open()).isEqualTo(1);
            nanos.incrementAndGet();
            pages.expire();
            assertThat(pages.open()).isZero();
            assertThat(cursor.statement().state()).isEqualTo(RunningStatement.State.DONE);
            assertThatThrownBy(() -> pages.next(Principal.LOCAL, token))
                    .isInstanceOfSatisfying(
                            TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_CURSOR));
        }
    }

    @Test
    void aCursorOfAnotherProcessIsNone() {
        byte[] other = new byte[32];
        other[0] = 1;
        PageTokens.Place place = new PageTokens.Place(1, 2);
        String token = new PageTokens(new byte[32]).make(Principal.LOCAL, place);
        assertThat(new PageTokens(new byte[32]).read(Principal.LOCAL, token)).isEqualTo(place);
        assertThat(new PageTokens(other).read(Principal.LOCAL, token)).isNull();
    }
}
