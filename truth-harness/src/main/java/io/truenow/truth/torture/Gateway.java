package io.truenow.truth.torture;

import io.truenow.truth.torture.Prohibition.Standing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ingest doors as clients see them: sends one request, says what its answer means, and counts what is in flight. Thread-safe.
 */
final class Gateway {

    /** What an attempt told its client. */
    enum Outcome {
        /** All good events are durable. */
        ACKNOWLEDGED,
        /** Nothing of it is in the log. */
        REFUSED,
        /** Nobody knows. */
        UNKNOWN
    }

    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int FULL = 507;
    private static final int SHOWN = 300;

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client;
    private final String root;
    private final Duration timeout;
    private final Findings findings;
    private final Prohibitions prohibitions;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong acknowledgements = new AtomicLong();
    private final Map<String, LongAdder> byTable = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    Gateway(int port, Duration timeout, Findings findings, Prohibitions prohibitions) {
        this.root = "http://127.0.0.1:" + port;
        this.timeout = timeout;
        this.findings = findings;
        this.prohibitions = prohibitions;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Requests that are sent and not answered. */
    int inFlight() {
        return inFlight.get();
    }

    /** Answers 202 so far. */
    long acknowledgements() {
        return acknowledgements.get();
    }

    /** Answers 202 for a table so far. */
    long acknowledgements(String table) {
        LongAdder count = byTable.get(table);
        return count == null ? 0 : count.sum();
    }

    /** Answers by status so far; 0 stands for no answer. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> copy = new TreeMap<>();
        answers.forEach((status, count) -> copy.put(status, count.sum()));
        return copy;
    }

    /** Sends a request and waits for its answer. */
    Outcome send(Shape shape, SentRequest request, byte[] body) {
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create(root + RequestBody.path(shape)))
                .timeout(timeout)
                .header("Content-Type", shape.lines() ? "application/x-ndjson" : "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        Prohibitions.Key key = prohibitions.key();
        if (key != null) {
            call.header("Authorization", "Bearer " + key.text());
        }
        long sent = System.nanoTime();
        inFlight.incrementAndGet();
        HttpResponse<String> answer;
        try {
            answer = client.send(call.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException nobodyThere) {
            return Outcome.REFUSED;
        } catch (IOException broken) {
            count(0);
            return Outcome.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.UNKNOWN;
        } finally {
            inFlight.decrementAndGet();
        }
        count(answer.statusCode());
        long answered = System.nanoTime();
        Standing standing = prohibitions.standing(request.table(), key, sent, answered);
        if (isProhibition(answer.statusCode())) {
            prohibitions.refused(request.table(), key, sent, answered);
        }
        return meaning(shape, request, standing, answer.statusCode(), answer.body());
    }

    private static boolean isProhibition(int status) {
        return status == CONFLICT || status == UNAUTHORIZED || status == TOO_MANY || status == TOO_LARGE;
    }

    private void count(int status) {
        answers.computeIfAbsent(status, s -> new LongAdder()).increment();
    }

    /** What an answer means. A refusal counts only where it says that nothing was taken. */
    Outcome meaning(Shape shape, SentRequest request, Standing standing, int status, String body) {
        JsonNode answer = read(body);
        if (status == ACCEPTED) {
            if (standing == Standing.REFUSED) {
                findings.add(
                        Violation.TRESPASSED,
                        request.table() + " " + request.id(0).text(),
                        "it was acknowledged although the server had been told not to take it");
            }
            int good = request.events() + (shape.doubled() && request.events() > 0 ? 1 : 0);
            if (shape.batch() && answer.path("events_accepted").asInt(-1) != good || good == 0) {
                return misanswered(request, status, body);
            }
            acknowledgements.incrementAndGet();
            byTable.computeIfAbsent(request.table(), t -> new LongAdder()).increment();
            return Outcome.ACKNOWLEDGED;
        }
        if (status == BAD_REQUEST && request.events() == 0) {
            return Outcome.REFUSED;
        }
        boolean explained = standing != Standing.FREE && isProhibition(status);
        if (status != UNAVAILABLE && status != FULL && !explained) {
            return misanswered(request, status, body);
        }
        boolean unknown = answer.path("outcome").asString("").equals("unknown")
                || answer.path("events_accepted").asInt(0) > 0
                || answer.isMissingNode();
        return unknown ? Outcome.UNKNOWN : Outcome.REFUSED;
    }

    private Outcome misanswered(SentRequest request, int status, String body) {
        String text = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
        findings.add(
                Violation.MISANSWERED,
                request.table() + " " + request.id(0).text(),
                "a request of " + request.events() + " good events was answered " + status + ": " + text);
        return Outcome.UNKNOWN;
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException notJson) {
            return json.missingNode();
        }
    }
}
