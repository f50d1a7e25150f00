package io.truenow.sql.http;

import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.tail.TailRequest;
import io.truenow.sql.tail.Tails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/tail}: events as the log takes them, as server-sent events. Thread-safe. */
@Requires(Permission.QUERY)
@Controller
public final class TailController {

    private static final Logger LOG = LoggerFactory.getLogger(TailController.class);
    private static final String DIMENSION = "dim.";
    private static final Set<String> PARAMETERS = Set.of("namespace", "table", "from", "rate");
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_DIMENSIONS = 16;
    private static final String RETRY_SECONDS = "5";

    private final FailureAnswer failures =
            new FailureAnswer(JsonMapper.builder().build());
    private final SqlEngine engine;
    private final Tails tails;
    private final QueryStatistics statistics;

    /** A controller. */
    public TailController(SqlEngine engine, Tails tails, QueryStatistics statistics) {
        this.engine = engine;
        this.tails = tails;
        this.statistics = statistics;
    }

    /** Before the port waits for its requests to end, these have to. */
    @EventListener(ContextClosedEvent.class)
    public void end() {
        tails.close();
    }

    /** Events of a namespace or a table. */
    @GetMapping("/v1/tail")
    public void tail(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal caller = Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
        TailRequest wanted;
        Tails.Tail begun;
        try {
            wanted = parse(caller, request);
            begun = tails.begin(wanted);
        } catch (TrueNowException failure) {
            refuse(response, failure);
            return;
        }
        try (Tails.Tail tail = begun) {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            OutputStream out = new BufferedOutputStream(response.getOutputStream(), 1 << 16);
            tail.writeTo(out, isThere(caller, wanted));
        } catch (IOException gone) {
            LOG.debug("The receiver of a tail is gone.", gone);
        }
    }

    private boolean isThere(Principal caller, TailRequest wanted) {
        Map<String, ?> tables = engine.catalog(caller).namespaces().get(wanted.namespace());
        return tables != null && (wanted.table() == null || tables.containsKey(wanted.table()));
    }

    private void refuse(HttpServletResponse response, TrueNowException failure) throws IOException {
        statistics.failed(failure.code());
        response.setStatus(FailureAnswer.status(failure.code()));
        response.setContentType("application/json");
        if (failure.code() == ErrorCode.OVERLOADED || failure.code() == ErrorCode.LOG_UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_SECONDS);
        }
        response.getOutputStream().write(failures.body(failure));
    }

    private static TailRequest parse(Principal caller, HttpServletRequest request) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        for (Map.Entry<String, String[]> parameter : new TreeMap<>(request.getParameterMap()).entrySet()) {
            String name = parameter.getKey();
            if (parameter.getValue().length != 1) {
                throw invalid("[" + name + "] is given more than once.", name);
            }
            if (name.startsWith(DIMENSION)) {
                dimensions.put(name.substring(DIMENSION.length()), parameter.getValue()[0]);
            } else if (!PARAMETERS.contains(name)) {
                throw invalid("There is no parameter [" + name + "].", name);
            }
        }
        if (dimensions.size() > MAX_DIMENSIONS) {
            throw invalid("More than [" + MAX_DIMENSIONS + "] dimensions.", DIMENSION + "*");
        }
        String namespace = request.getParameter("namespace");
        if (namespace == null || namespace.isEmpty()) {
            throw invalid("Missing namespace", "namespace");
        }
        String last = request.getHeader("Last-Event-ID");
        String from = last != null ? last : request.getParameter("from");
        return new TailRequest(
                caller,
                namespace,
                request.getParameter("table"),
                dimensions,
                from == null ? TailRequest.NOW : from,
                rate(request.getParameter("rate")));
    }

    private static int rate(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        try {
            int rate = Integer.parseInt(text);
            if (rate > 0 && rate <= MAX_RATE) {
                return rate;
            }
        } catch (NumberFormatException notANumber) {
            LOG.debug("A rate that is no number.", notANumber);
        }
        throw invalid("[" + text + "] is no whole number of events a second from 1 to " + MAX_RATE + ".", "rate");
    }

    private static TrueNowException invalid(String message, String parameter) {
        return new TrueNowException(
                ErrorCode.INVALID_QUERY,
                message,
                "/" + parameter,
                "Parameters are namespace, table, from, rate, and dim.NAME for a value that a dimension must have.",
                null);
    }
}
