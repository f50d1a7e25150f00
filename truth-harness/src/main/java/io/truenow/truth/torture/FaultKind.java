package io.truenow.truth.torture;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to the server. */
public enum FaultKind {
    /** {@code kill -9} of the JVM under load. */
    KILL(5, 1),
    /** {@code kill -9} within a second after {@code ready}. */
    KILL_AFTER_READY(3, 1),
    /** {@code kill -9} while a temporary file of the hot tier is being written. */
    KILL_IN_CHECKPOINT(3, 1),
    /** {@code kill -9} under load, and again before the next start is ready. */
    KILL_IN_START(2, 2),
    /** {@code kill -9} of the JVM and of PostgreSQL. */
    KILL_GROUP(2, 1),
    /** {@code kill -9} of PostgreSQL alone; the server goes on. */
    KILL_DATABASE(1, 0),
    /** {@code SIGSTOP}, then {@code SIGCONT}. */
    PAUSE(1, 0),
    /** {@code SIGSTOP}, then {@code kill -9}. */
    PAUSE_KILL(1, 1),
    /** {@code SIGTERM} under load. */
    TERM(1, 0),
    /** The volume of the data folder is filled, and freed again. */
    DISK_FULL(1, 0),
    /** A table is paused over the control plane, and made active again. */
    TABLE_PAUSE(1, 0),
    /** The same, and {@code kill -9} while it is paused: it must be paused from the first open port on. */
    TABLE_PAUSE_KILL(1, 1),
    /** The key that the clients send is revoked; they go on with it, and then with another. */
    KEY_REVOKE(1, 0),
    /** The same, and {@code kill -9} while they go on with it. */
    KEY_REVOKE_KILL(1, 1),
    /** The clients' tenant gets a rate limit far below what they send. */
    RATE_LIMIT(1, 0),
    /** The same, and {@code kill -9} while it holds. */
    RATE_LIMIT_KILL(1, 1),
    /** {@code SIGTERM} of a Kafka that the server does not run itself, which is started again after seconds; as the ones below. */
    KAFKA_STOP(2, 0),
    /** {@code kill -9} of Kafka. */
    KAFKA_KILL(2, 0),
    /** {@code SIGSTOP} of Kafka, then {@code SIGCONT}. */
    KAFKA_PAUSE(2, 0),
    /** {@code SIGTERM} of PostgreSQL. */
    POSTGRES_STOP(1, 0),
    /** {@code kill -9} of PostgreSQL. */
    POSTGRES_KILL(1, 0),
    /** {@code SIGSTOP} of PostgreSQL, then {@code SIGCONT}. */
    POSTGRES_PAUSE(1, 0),
    /** {@code kill -9} of Redis. */
    REDIS_KILL(1, 0),
    /** {@code SIGSTOP} of Redis, then {@code SIGCONT}. */
    REDIS_PAUSE(1, 0);

    private static final Set<FaultKind> OUTSIDE = EnumSet.range(KAFKA_STOP, REDIS_PAUSE);
    /** What needs the servers inside, or on the volume of the data folder. */
    private static final Set<FaultKind> INSIDE = EnumSet.of(KILL_GROUP, KILL_DATABASE, DISK_FULL);

    private final int weight;
    private final int kills;

    FaultKind(int weight, int kills) {
        this.weight = weight;
        this.kills = kills;
    }

    /** Times in a deck of the plan. */
    int weight() {
        return weight;
    }

    /** Times that the server's JVM is killed with it. */
    int kills() {
        return kills;
    }

    /** Whether the server is started again after it. */
    boolean restarts() {
        return kills > 0 || this == TERM;
    }

    /** Whether it strikes a server that the product does not run itself. */
    boolean outside() {
        return OUTSIDE.contains(this);
    }

    /** Whether the clients need a key for it. */
    boolean revokes() {
        return this == KEY_REVOKE || this == KEY_REVOKE_KILL;
    }

    /** Whether it strikes Redis. */
    boolean redis() {
        return this == REDIS_KILL || this == REDIS_PAUSE;
    }

    /**
     * All that can be done.
     *
     * @param external to a server that runs neither log nor catalogue itself
     */
    public static List<FaultKind> all(boolean external) {
        return Stream.of(values())
                .filter(kind -> !(external ? INSIDE : OUTSIDE).contains(kind))
                .toList();
    }

    /** The word of the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kinds of some words; all of them for none.
     *
     * @param external as of {@link #all}
     * @throws IllegalArgumentException naming a word that is no fault, or none that can be done
     */
    public static List<FaultKind> named(List<String> words, boolean external) {
        List<FaultKind> all = all(external);
        List<FaultKind> kinds = new ArrayList<>();
        for (String word : words) {
            FaultKind kind = null;
            for (FaultKind k : all) {
                kind = k.word().equals(word.strip().toLowerCase(Locale.ROOT).replace('-', '_')) ? k : kind;
            }
            if (kind == null) {
                throw new IllegalArgumentException("There is no fault [" + word + "]; there are "
                        + all.stream().map(FaultKind::word).toList() + ".");
            }
            kinds.add(kind);
        }
        return kinds.isEmpty() ? all : List.copyOf(kinds);
    }
}
