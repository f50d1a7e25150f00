package io.truenow.truth.simulation;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.ingest.IngestCall;
import io.truenow.events.access.Principal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One client: numbered requests, each sent again with the same ids until it is acknowledged, refused for good, or given up. */
final class Client {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_ATTEMPTS = 12;
    private static final int MOST_ATTEMPTS_HEALED = 40;

    private final World world;
    private final int number;
    private final Workload workload;
    private final SplittableRandom random;
    private long acknowledged;
    private long attempts;
    private boolean done;

    Client(World world, int number, Workload workload) {
        this.world = world;
        this.number = number;
        this.workload = workload;
        this.random = Plan.stream(world.plan().seed(), 100 + number);
    }

    void run() {
        for (int i = 0; i < world.plan().requests(); i++) {
            world.scheduler().sleep(random.nextInt(30_000));
            send(workload.next(random, number, i), i);
        }
        done = true;
    }

    private void send(Workload.Request request, int i) {
        int healedAttempts = 0;
        for (int n = 0; ; n++) {
            boolean healed = world.faults().healed();
            if (attempt(request, "c" + number + "-" + i + "-" + n)) {
                return;
            }
            if (healed) {
                healedAttempts++;
                if (healedAttempts >= MOST_ATTEMPTS_HEALED) {
                    throw new Violation(
                            Invariant.LIVENESS,
                            "the request c" + number + "-" + i + " is not taken although nothing is wrong any more");
                }
            } else if (n >= MOST_ATTEMPTS || world.faults().happens(Fault.CLIENT_GIVES_UP, 0.05)) {
                return;
            }
            world.scheduler().sleep(1_000 + random.nextInt(200_000));
        }
    }

    /** Whether the request needs no further attempt. */
    private boolean attempt(Workload.Request request, String requestId) {
        List<Incarnation> open = world.cluster().open();
        if (open.isEmpty()) {
            return false;
        }
        Incarnation process = open.get(random.nextInt(open.size()));
        Attempt attempt = new Attempt(requestId, request.events());
        world.model().add(attempt);
        attempts++;
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        IngestCall call = new IngestCall(
                Principal.LOCAL,
                requestId,
                null,
                null,
                request.kind() != Workload.Kind.SINGLE,
                false,
                null,
                request.kind() == Workload.Kind.LINES,
                request.kind() == Workload.Kind.ATOMIC,
                random.nextInt(4) == 0,
                body.length);
        world.trace(requestId + " goes to " + process.node());
        JsonAnswer answer = process.ingest(call, body);
        world.trace(requestId + " is answered " + (answer == null ? "by nobody" : answer.status()));
        return answer != null && understood(request, attempt, answer);
    }

    private boolean understood(Workload.Request request, Attempt attempt, JsonAnswer answer) {
        JsonNode body = JSON.readTree(answer.body());
        return switch (answer.status()) {
            case 202 -> {
                accepted(request, attempt, body);
                yield true;
            }
            case 400, 413 -> {
                refusedForGood(request, attempt, answer, body);
                yield true;
            }
            case 503, 507 -> {
                failed(request, attempt, body);
                yield false;
            }
            default -> throw surprise(answer);
        };
    }

    private static Violation surprise(JsonAnswer answer) {
        return new Violation(
                Invariant.NO_SURPRISE,
                "the door answers [" + answer.status() + "] " + new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Exactly the bad events are named, and all others are durable. */
    private void accepted(Workload.Request request, Attempt attempt, JsonNode body) {
        Set<Integer> refused = new HashSet<>();
        body.path("errors").forEach(error -> refused.add(error.path("index").asInt()));
        int good = 0;
        for (int i = 0; i < request.events().size(); i++) {
            SentEvent event = request.events().get(i);
            if (event.good() == refused.contains(i)) {
                throw new Violation(
                        Invariant.I3_REFUSED_IS_ABSENT,
                        "the event [" + event.json() + "] was " + (event.good() ? "refused" : "taken") + ": " + body);
            }
            if (event.good()) {
                attempt.acknowledged(event);
                good++;
            }
        }
        acknowledged += good;
        place(request, body.path("position").asString());
        if (body.path("accepted").asInt() != good) {
            throw new Violation(
                    Invariant.I1_ACKNOWLEDGED_IS_THERE, "[" + good + "] events are good and the answer is " + body);
        }
    }

    /** The log has an event of the request where the answer says. */
    private void place(Workload.Request request, String position) {
        int first = position.indexOf(':');
        int last = position.lastIndexOf(':');
        String id = world.log()
                .idAt(
                        Integer.parseInt(position.substring(0, first)),
                        Long.parseLong(position.substring(first + 1, last)),
                        Integer.parseInt(position.substring(last + 1)));
        if (request.events().stream().noneMatch(event -> event.id().equals(id))) {
            throw new Violation(
                    Invariant.I1_ACKNOWLEDGED_IS_THERE,
                    "the answer names the position [" + position + "], where the log has [" + id + "]");
        }
    }

    private static void refusedForGood(Workload.Request request, Attempt attempt, JsonAnswer answer, JsonNode body) {
        boolean noneGood = request.events().stream().noneMatch(SentEvent::good);
        if (!noneGood && request.kind() != Workload.Kind.ATOMIC) {
            throw surprise(answer);
        }
        if (body.path("error").isMissingNode()) {
            throw new Violation(Invariant.NO_SURPRISE, "an answer without error");
        }
        attempt.refused();
    }

    /** What the answer says is durable is; unless it says that it does not know, nothing else is. */
    private void failed(Workload.Request request, Attempt attempt, JsonNode body) {
        List<SentEvent> durable = new ArrayList<>();
        body.path("durable").forEach(index -> durable.add(request.events().get(index.asInt())));
        long lines = body.path("last_durable_line").asLong(0);
        for (int i = 0; i < lines && i < request.events().size(); i++) {
            if (request.events().get(i).good()) {
                durable.add(request.events().get(i));
            }
        }
        durable.forEach(attempt::acknowledged);
        acknowledged += durable.size();
        boolean unknown = body.path("code").asString().equals("UNKNOWN_OUTCOME");
        if (!unknown && durable.isEmpty()) {
            attempt.refused();
        }
    }

    boolean isDone() {
        return done;
    }

    /** Events that were acknowledged, repeated ones as often as they were. */
    long acknowledged() {
        return acknowledged;
    }

    long attempts() {
        return attempts;
    }
}
