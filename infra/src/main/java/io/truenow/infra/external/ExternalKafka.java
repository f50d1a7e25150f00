package io.truenow.infra.external;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.server.LogConnection;
import io.truenow.infra.server.LogServer;
import io.truenow.infra.server.ServerState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka or Redpanda at addresses that are set. Each look asks for the log's topic: the log is there while every partition has a leader.
 * Thread-safe; looks are serialised.
 */
public final class ExternalKafka implements LogServer {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalKafka.class);
    private static final int LOOK_MILLIS = 2_000;
    private static final int RECONNECT_MILLIS = 250;

    private final LogConnection connection;
    private final String topic;
    private final Duration wait;
    private volatile ServerState state = new ServerState.Stopped();
    private @Nullable Admin admin;
    private boolean topicSeen;
    private long awayNanos;

    /** @param wait longest wait of a start for a broker that answers */
    public ExternalKafka(LogConnection connection, String topic, Duration wait) {
        this.connection = connection;
        this.topic = topic;
        this.wait = wait;
    }

    @Override
    public LogConnection connection() {
        return connection;
    }

    @Override
    public ServerState state() {
        return state;
    }

    @Override
    public synchronized void start() {
        Patience patience = new Patience("Kafka at [" + connection.bootstrapServers() + "]", "does not answer", wait);
        try {
            while (!answers(patience)) {
                LOG.debug("Kafka is asked again.");
            }
            state = new ServerState.Running();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.LOG_UNAVAILABLE, "The start was interrupted.", e);
        }
    }

    private boolean answers(Patience patience) throws InterruptedException {
        try {
            admin().describeCluster().nodes().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            refuseCredentials(e);
            if (!patience.pause(reason(e))) {
                throw new TrueNowException(ErrorCode.LOG_UNAVAILABLE, patience.sentence("KAFKA_BROKERS"), e);
            }
            return false;
        }
    }

    /** Who may not in will not in a minute either. */
    private void refuseCredentials(Exception e) {
        if (e instanceof ExecutionException && e.getCause() instanceof AuthenticationException) {
            throw new TrueNowException(
                    ErrorCode.LOG_UNAVAILABLE,
                    "Kafka at [" + connection.bootstrapServers() + "] does not let us in: "
                            + e.getCause().getMessage() + " See [KAFKA_CLIENT_PROPERTIES].",
                    e);
        }
    }

    @Override
    public synchronized void look() {
        if (state instanceof ServerState.Stopped) {
            return;
        }
        try {
            TopicDescription found = admin().describeTopics(List.of(topic))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            topicSeen = true;
            long leaderless = found.partitions().stream()
                    .filter(p -> p.leader() == null || p.leader().isEmpty())
                    .count();
            if (leaderless > 0) {
                away("[" + leaderless + "] partitions of the topic [" + topic + "] have no leader.");
            } else {
                back();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                if (topicSeen) {
                    away("The topic [" + topic + "] is gone.");
                }
            } else {
                away("No broker answers: " + reason(e));
            }
        } catch (TimeoutException | KafkaException e) {
            away("No broker answers: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void away(String why) {
        if (state instanceof ServerState.Running) {
            awayNanos = System.nanoTime();
            LOG.warn(
                    "Kafka at [{}] is away; no events are taken until it is back. {}",
                    connection.bootstrapServers(),
                    why);
        }
        state = new ServerState.Unavailable("Kafka at [" + connection.bootstrapServers()
                + "] is away; no events are taken until it is back. " + why);
    }

    private void back() {
        if (!(state instanceof ServerState.Running)) {
            LOG.info(
                    "Kafka at [{}] is back after {} s.",
                    connection.bootstrapServers(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - awayNanos));
        }
        state = new ServerState.Running();
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? "no answer within " + LOOK_MILLIS + " ms." : cause.getMessage();
    }

    /** @throws KafkaException if no address can be resolved, or the security properties cannot be used */
    private Admin admin() {
        Admin open = admin;
        if (open == null) {
            Map<String, Object> client = new HashMap<>();
            connection.addTo(client);
            client.put("client.id", "truenow-look");
            client.put("default.api.timeout.ms", LOOK_MILLIS);
            client.put("request.timeout.ms", LOOK_MILLIS);
            client.put("reconnect.backoff.ms", RECONNECT_MILLIS / 5);
            client.put("reconnect.backoff.max.ms", RECONNECT_MILLIS);
            client.put("metric.reporters", "");
            open = Admin.create(client);
            admin = open;
        }
        return open;
    }

    /** Closes our connection only. */
    @Override
    public synchronized void close() {
        state = new ServerState.Stopped();
        Admin open = admin;
        admin = null;
        if (open != null) {
            open.close(Duration.ofSeconds(2));
        }
    }
}
