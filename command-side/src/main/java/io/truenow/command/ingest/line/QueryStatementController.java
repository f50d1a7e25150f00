package io.truenow.command.ingest.line;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.ingest.CallReader;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The one statement that Telegraf sends to {@code /query} before it writes: {@code CREATE DATABASE}, which makes the namespace.
 * Everything else is refused: questions go to SQL. Thread-safe.
 */
@Requires(Permission.INGEST)
@Controller
public class QueryStatementController {

    private static final int MAX_FORM_BYTES = 16 << 10;
    private static final InfluxAnswers ANSWERS = new InfluxAnswers(1);

    private final TableDirectory directory;

    /** The route over a catalogue. */
    public QueryStatementController(TableDirectory directory) {
        this.directory = directory;
    }

    /** Carries the statement out; it stands in the query string or, for POST, in a form. */
    @RequestMapping(
            path = "/query",
            method = {RequestMethod.GET, RequestMethod.POST})
    public void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        LineProtocolController.named(response);
        Map<String, String> query = CallReader.query(request);
        String statement = query.get("q");
        if (statement == null && request.getMethod().equals("POST")) {
            byte[] form = request.getInputStream().readNBytes(MAX_FORM_BYTES);
            query = CallReader.parameters(new String(form, StandardCharsets.UTF_8));
            statement = query.get("q");
        }
        answer(request, query, statement == null ? "" : statement).send(response);
    }

    private JsonAnswer answer(HttpServletRequest request, Map<String, String> query, String statement) {
        if (LineProtocolController.credential(query)) {
            return ANSWERS.unauthenticated();
        }
        String database = CreateDatabase.nameIn(statement);
        if (database == null || !request.getMethod().equals("POST")) {
            return ANSWERS.error(
                    400,
                    0,
                    "invalid",
                    "Only POST with CREATE DATABASE name is understood here; ask in SQL over JDBC, or in JSON at /v1/query"
                            + " of the query port.",
                    null);
        }
        Principal principal = Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
        try {
            principal.requireWriteInto(database);
            directory.createNamespace(principal.tenant(), database, NamespacePolicy.AUTO_CREATE, "", principal, true);
        } catch (TrueNowException e) {
            return ANSWERS.refused(e);
        }
        return JsonAnswer.of(200, out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("results");
            out.writeStartObject();
            out.writeNumberProperty("statement_id", 0);
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        });
    }
}
