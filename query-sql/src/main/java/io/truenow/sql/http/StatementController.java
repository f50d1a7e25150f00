package io.truenow.sql.http;

import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.StatementOptions;
import io.truenow.sql.form.AnswerForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/sql} and {@code /v1/statements}: statements of SQL, their rows in several forms, and their end. Thread-safe. */
@Requires(Permission.QUERY)
@Controller
public final class StatementController {

    private static final Logger LOG = LoggerFactory.getLogger(StatementController.class);

    /** Header with the cursor of the next page, of an answer that has one. */
    private static final String NEXT = "X-TrueNow-Next";

    private final FailureAnswer failures;
    private final SqlRequestParser parser;
    private final SqlEngine engine;
    private final QuerySettings settings;
    private final QueryStatistics statistics;
    private final OpenPages pages;
    private final ConnectionWatch watch;

    StatementController(
            SqlEngine engine,
            QuerySettings settings,
            QueryStatistics statistics,
            OpenPages pages,
            ConnectionWatch watch) {
        JsonMapper mapper = JsonMapper.builder().build();
        this.failures = new FailureAnswer(mapper);
        this.parser = new SqlRequestParser(
                new QueryParser(mapper, settings), settings.pages().maxRows());
        this.pages = pages;
        this.watch = watch;
        statistics.sql(pages::open, watch::gone);
        this.engine = engine;
        this.settings = settings;
        this.statistics = statistics;
    }

    private static Principal caller(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    /** Runs a statement. */
    @PostMapping("/v1/sql")
    public void sql(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long started = System.nanoTime();
        guarded(response, () -> {
            AnswerForm form = AnswerForm.of(Collections.list(request.getHeaders("Accept")));
            SqlRequest asked = parser.parse(
                    RequestBody.read(request, settings.maxBodyBytes()),
                    request.getContentType(),
                    request.getQueryString(),
                    request.getHeader(SqlRequestParser.STATEMENT));
            StatementOptions options = asked.options().withPosition(WantedPosition.of(request));
            SqlCursor cursor = engine.execute(caller(request), asked.sql(), asked.parameters(), options);
            try (ConnectionWatch.Watched ignored = watch.watch(ClientConnection.of(request), cursor.statement())) {
                if (asked.pageRows() > 0) {
                    page(response, form, started, () -> pages.first(caller(request), cursor, asked.pageRows()));
                } else {
                    try (cursor) {
                        send(cursor, form, response, started, sender -> sender.send(cursor));
                    }
                }
            }
        });
    }

    /** The next page of an answer. */
    @GetMapping("/v1/sql/pages/{cursor}")
    public void next(@PathVariable("cursor") String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long started = System.nanoTime();
        guarded(response, () -> {
            AnswerForm form = AnswerForm.of(Collections.list(request.getHeaders("Accept")));
            page(response, form, started, () -> pages.next(caller(request), token));
        });
    }

    /** Ends a statement whose further pages nobody wants. */
    @DeleteMapping("/v1/sql/pages/{cursor}")
    public void close(@PathVariable("cursor") String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        guarded(response, () -> {
            pages.close(caller(request), token);
            response.setStatus(204);
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void guarded(HttpServletResponse response, Work work) throws IOException {
        try {
            work.run();
        } catch (TrueNowException failure) {
            refuse(response, failure);
        } catch (RuntimeException defect) {
            LOG.error("A request of the query API failed.", defect);
            refuse(response, new TrueNowException(ErrorCode.INTERNAL, "The server failed; its log says why."));
        }
    }

    private void page(HttpServletResponse response, AnswerForm form, long started, Supplier<OpenPages.Page> read)
            throws IOException {
        OpenPages.Page page = read.get();
        if (page.next() != null) {
            response.setHeader(NEXT, page.next());
        }
        send(page.cursor(), form, response, started, sender -> sender.send(page));
    }

    private interface Sending {
        void by(RowSender sender) throws IOException;
    }

    private void send(SqlCursor cursor, AnswerForm form, HttpServletResponse response, long started, Sending sending)
            throws IOException {
        response.setHeader(SqlRequestParser.STATEMENT, cursor.statement().label());
        response.setContentType(form.mediaType());
        RowSender sender = new RowSender(form, response, settings.maxSqlBytes(), started);
        try {
            sending.by(sender);
            statistics.answered((System.nanoTime() - started) / 1_000L, false);
        } catch (IOException gone) {
            LOG.debug("The receiver of an answer is gone.", gone);
            cursor.cancel();
            statistics.failed(ErrorCode.CANCELLED);
        } catch (TrueNowException failure) {
            if (sender.isOpen()) {
                throw failure;
            }
            statistics.failed(failure.code());
            if (!sender.fail(failure)) {
                throw new CutConnection(failure);
            }
        }
    }

    /** A statement that runs or ended lately. */
    @GetMapping("/v1/statements/{id}")
    public void statement(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        withStatement(id, request, response, statement -> out -> describe(out, statement));
    }

    /** Cancels a statement; one that has ended stays as it is. */
    @DeleteMapping("/v1/statements/{id}")
    public void cancel(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        withStatement(id, request, response, statement -> {
            boolean runs = engine.cancel(caller(request), statement.id());
            return out -> {
                out.writeStringProperty("statement", statement.label());
                out.writeBooleanProperty("cancelled", runs);
                out.writeStringProperty("state", state(statement));
            };
        });
    }

    private interface Act {
        Consumer<JsonGenerator> on(RunningStatement statement);
    }

    private void withStatement(String id, HttpServletRequest request, HttpServletResponse response, Act act)
            throws IOException {
        RunningStatement statement = engine.statement(caller(request), id);
        if (statement == null) {
            refuse(
                    response,
                    new TrueNowException(
                            ErrorCode.UNKNOWN_STATEMENT,
                            "There is no statement with the id [" + id + "].",
                            null,
                            "sys.statements lists those that run and the last that ended.",
                            null));
            return;
        }
        Consumer<JsonGenerator> members = act.on(statement);
        write(response, failures.json(out -> {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }));
    }

    private static void describe(JsonGenerator out, RunningStatement statement) {
        out.writeStringProperty("statement", statement.label());
        out.writeNumberProperty("id", statement.id());
        out.writeStringProperty("state", state(statement));
        out.writeNumberProperty("started_us", statement.startedMicros());
        out.writeNumberProperty("elapsed_ms", statement.elapsedMicros() / 1_000.0);
        out.writeNumberProperty("rows_returned", statement.rows());
        out.writeNumberProperty("rows_scanned", statement.statistics().rowsScanned());
        out.writeStringProperty("sql", statement.sql());
    }

    private static String state(RunningStatement statement) {
        return statement.state().name().toLowerCase(Locale.ROOT);
    }

    private void refuse(HttpServletResponse response, TrueNowException failure) throws IOException {
        statistics.failed(failure.code());
        response.setStatus(FailureAnswer.status(failure.code()));
        write(response, failures.body(failure));
    }

    private static void write(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
