package io.truenow.sql.http;

import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.DeclaredNamespaces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Routes of the query API. Reads raw bodies, so a request without Content-Type is JSON too. Thread-safe. */
@Requires(Permission.QUERY)
@Controller
public final class QueryController {

    private static final Logger LOG = LoggerFactory.getLogger(QueryController.class);

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final FailureAnswer failures = new FailureAnswer(mapper);
    private final SqlEngine engine;
    private final HotTierReads reads;
    private final QuerySettings settings;
    private final QueryStatistics statistics;
    private final DeclaredNamespaces declared;
    private final QueryService service;
    private final QueryParser parser;

    /** A controller. */
    public QueryController(
            SqlEngine engine,
            HotTierReads reads,
            AnswerStore answers,
            QuerySettings settings,
            QueryStatistics statistics,
            DeclaredNamespaces declared) {
        this.engine = engine;
        this.reads = reads;
        this.settings = settings;
        this.statistics = statistics;
        this.declared = declared;
        this.service = new QueryService(engine, reads, answers, settings);
        this.parser = new QueryParser(mapper, settings);
    }

    private static Principal caller(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    /** Groups, aggregates and series of one table. */
    @PostMapping("/v1/query")
    public void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long started = System.nanoTime();
        respond(response, () -> {
            QueryRequest query = parser.parse(RequestBody.read(request, settings.maxBodyBytes()));
            engine.requireReady();
            engine.positions().await(WantedPosition.of(request), () -> {});
            QueryService.Outcome outcome = service.answer(caller(request), query);
            long micros = (System.nanoTime() - started) / 1_000L;
            statistics.answered(micros, outcome.cached());
            response.setHeader("X-Cache", outcome.cached() ? "HIT" : "MISS");
            response.setHeader("X-Query-Time", micros / 1_000.0 + "ms");
            return out -> QueryJson.query(out, query, outcome, micros / 1_000.0);
        });
    }

    /** What there is, and how much. */
    @GetMapping("/v1/stats")
    public void stats(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal caller = caller(request);
        respond(response, () -> {
            Map<String, Set<String>> tables = new TreeMap<>();
            declared.namespaces(caller.tenant()).stream()
                    .filter(caller::seesNamespace)
                    .forEach(name -> tables.put(name, Set.of()));
            engine.catalog(caller).namespaces().forEach((name, all) -> tables.put(name, new TreeSet<>(all.keySet())));
            long stored = reads.tables(caller).stream()
                    .filter(t -> caller.mayRead(t.ref()))
                    .mapToLong(TableInfo::stored)
                    .sum();
            return out -> stats(out, tables, stored, statistics.eventsPerSecond(caller, stored));
        });
    }

    private void stats(JsonGenerator out, Map<String, Set<String>> tables, long stored, double perSecond) {
        out.writeStartObject();
        out.writeArrayPropertyStart("namespaces");
        tables.keySet().forEach(out::writeString);
        out.writeEndArray();
        out.writeNumberProperty("total_events", stored);
        out.writeNumberProperty("events_per_second", Math.round(perSecond * 10) / 10.0);
        out.writeNumberProperty("uptime_seconds", statistics.uptimeSeconds());
        out.writeObjectPropertyStart("tables");
        tables.forEach((namespace, names) -> {
            out.writeArrayPropertyStart(namespace);
            names.forEach(out::writeString);
            out.writeEndArray();
        });
        out.writeEndObject();
        out.writeNumberProperty("queries", statistics.queries());
        out.writeNumberProperty("errors", statistics.errors());
        out.writeNumberProperty("cache_hits", statistics.cacheHits());
        out.writeNumberProperty("latency_us", statistics.meanLatencyMicros());
        out.writeNumberProperty("active_nodes", 1);
        out.writeEndObject();
    }

    private interface Body {
        Consumer<JsonGenerator> answer();
    }

    private void respond(HttpServletResponse response, Body body) throws IOException {
        response.setContentType("application/json");
        byte[] answer;
        try {
            answer = failures.json(body.answer());
        } catch (TrueNowException failure) {
            statistics.failed(failure.code());
            response.setStatus(FailureAnswer.status(failure.code()));
            answer = failures.body(failure);
        } catch (RuntimeException defect) {
            statistics.failed(ErrorCode.INTERNAL);
            LOG.error("A request of the query API failed.", defect);
            response.setStatus(500);
            answer = failures.body(new TrueNowException(ErrorCode.INTERNAL, "The server failed; its log says why."));
        }
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
