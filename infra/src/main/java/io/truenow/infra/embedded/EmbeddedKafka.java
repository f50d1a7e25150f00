package io.truenow.infra.embedded;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.server.LogConnection;
import io.truenow.infra.server.LogServer;
import io.truenow.infra.server.ServerState;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker and controller (KRaft) in this process, on loopback, with its log in a folder. It uses Kafka's own server
 * classes, which are internal to Kafka: nothing outside this class touches them.
 *
 * <p>A broker whose folder fails wants to end the process; here that becomes {@link ServerState.Unavailable} instead, and
 * {@link #recover()} tries again. Kafka's way to end a process is one per JVM, so with several brokers in one JVM all of them
 * become unavailable together. Thread-safe; starting and stopping are serialised.
 */
public final class EmbeddedKafka implements LogServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** How long a broker that gave up may take to stop before it is hurried. */
    private static final Duration SICK_STOP = Duration.ofSeconds(1);

    private final EmbeddedKafkaSettings settings;
    private volatile ServerState state = new ServerState.Stopped();
    private final Consumer<String> gaveUp = this::gaveUp;
    private @Nullable KafkaRaftServer server;
    private @Nullable IndexBlocks indexBlocks;

    /** A broker that is not started yet. */
    public EmbeddedKafka(EmbeddedKafkaSettings settings) {
        this.settings = settings;
    }

    /** Address for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    @Override
    public LogConnection connection() {
        return LogConnection.plain(bootstrapServers());
    }

    @Override
    public ServerState state() {
        return state;
    }

    /**
     * Starts the broker and returns when it takes records. Nothing happens if it runs.
     *
     * @throws TrueNowException {@code LOG_UNAVAILABLE}: a port is taken, or the folder cannot be used
     */
    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        requireFree(settings.port(), EmbeddedKafkaSettings.PORT_SETTING);
        requireFree(settings.controllerPort(), EmbeddedKafkaSettings.CONTROLLER_PORT_SETTING);
        BrokerExits.listen(gaveUp);
        state = new ServerState.Running();
        try {
            format();
            KafkaConfig config = KafkaConfig.fromProps(properties(), false);
            KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
            server = starting;
            starting.startup();
            if (state instanceof ServerState.Unavailable early) {
                throw new IllegalStateException(early.reason());
            }
            IndexBlocks blocks = new IndexBlocks(settings.folder());
            indexBlocks = blocks;
            blocks.begin();
        } catch (Exception | InternalError e) {
            // An InternalError comes from a mapped index file that finds no room on the disk.
            stop();
            throw new TrueNowException(
                    ErrorCode.LOG_UNAVAILABLE,
                    "The embedded broker does not start on the folder [" + settings.folder() + "]: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Starts a broker that gave up again; nothing happens to one that runs, nor while the disk has no room for a start. Throws as
     * {@link #start()}.
     */
    public synchronized void recover() {
        if (!(state instanceof ServerState.Unavailable unavailable)) {
            return;
        }
        stop();
        state = unavailable;
        if (usableBytes() < settings.roomBytes()) {
            return;
        }
        try {
            start();
            LOG.info("The embedded broker runs again.");
        } catch (TrueNowException e) {
            state = unavailable;
            throw e;
        }
    }

    @Override
    public void look() {
        recover();
    }

    /** Stops the broker in order. What was acknowledged stays. */
    @Override
    public synchronized void close() {
        stop();
    }

    private void stop() {
        BrokerExits.ignore(gaveUp);
        boolean sick = state instanceof ServerState.Unavailable;
        KafkaRaftServer stopping = server;
        server = null;
        IndexBlocks blocks = indexBlocks;
        indexBlocks = null;
        if (blocks != null) {
            blocks.close();
        }
        if (stopping != null) {
            Thread stopper =
                    Thread.ofPlatform().daemon().name("truenow-broker-stop").start(() -> stop(stopping));
            try {
                // A broker asks its controller for leave, for up to five minutes; a controller whose disk failed never
                // gives it.
                if (sick && !stopper.join(SICK_STOP)) {
                    stopper.interrupt();
                }
                if (!stopper.join(settings.stopTimeout())) {
                    stopper.interrupt();
                    LOG.warn("The embedded broker did not stop within {}.", settings.stopTimeout());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        state = new ServerState.Stopped();
    }

    private static void stop(KafkaRaftServer server) {
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException | InternalError e) {
            LOG.warn("The embedded broker did not stop in order.", e);
        }
    }

    private void gaveUp(String reason) {
        String where = reason + " Its folder is [" + settings.folder() + "], with [" + usableBytes() + "] bytes free.";
        if (state instanceof ServerState.Running) {
            state = new ServerState.Unavailable(where);
            LOG.error("{}", where);
        }
    }

    private long usableBytes() {
        File existing = settings.folder().toAbsolutePath().toFile();
        while (!existing.isDirectory() && existing.getParentFile() != null) {
            existing = existing.getParentFile();
        }
        return existing.getUsableSpace();
    }

    private static void requireFree(int port, String setting) {
        if (!LoopbackPort.isFree(port)) {
            throw new TrueNowException(
                    ErrorCode.LOG_UNAVAILABLE, LoopbackPort.takenSentence("the embedded broker", port, setting));
        }
    }

    private void format() throws Exception {
        Path folder = settings.folder();
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(folder);
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .setPrintStream(silent)
                    .run();
        }
    }

    private Properties properties() {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + settings.controllerPort());
        p.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + settings.port() + ",CONTROLLER://127.0.0.1:" + settings.controllerPort());
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + settings.port());
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", settings.folder().toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("message.max.bytes", Integer.toString(1024 * 1024));
        timing(p);
        oneNode(p);
        small(p);
        return p;
    }

    /** A dead registration expires soon; a group starts at once; the recovery point is never far behind. */
    private void timing(Properties p) {
        p.setProperty(
                "broker.session.timeout.ms",
                Long.toString(settings.sessionTimeout().toMillis()));
        p.setProperty(
                "broker.heartbeat.interval.ms",
                Long.toString(settings.sessionTimeout().toMillis() / 4));
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("group.min.session.timeout.ms", "1000");
        p.setProperty("log.flush.offset.checkpoint.interval.ms", "5000");
    }

    /** Internal topics have one copy and one partition. */
    private static void oneNode(Properties p) {
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "1");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    }

    /** Threads and buffers for one machine. */
    private static void small(Properties p) {
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("num.recovery.threads.per.data.dir", "2");
        p.setProperty("background.threads", "2");
        p.setProperty("group.coordinator.threads", "1");
        p.setProperty("share.coordinator.threads", "1");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        p.setProperty("log.index.size.max.bytes", Integer.toString(512 * 1024));
        p.setProperty("metric.reporters", "");
    }
}
