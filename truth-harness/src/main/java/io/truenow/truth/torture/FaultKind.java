package io.truenow.truth.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
    DISK_FULL(1, 0);

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

    /** The word of the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kinds of some words; all of them for none.
     *
     * @throws IllegalArgumentException naming a word that is no fault
     */
    public static List<FaultKind> named(List<String> words) {
        List<FaultKind> kinds = new ArrayList<>();
        for (String word : words) {
            FaultKind kind = null;
            for (FaultKind k : values()) {
                kind = k.word().equals(word.strip().toLowerCase(Locale.ROOT).replace('-', '_')) ? k : kind;
            }
            if (kind == null) {
                throw new IllegalArgumentException("There is no fault [" + word + "]; there are "
                        + List.of(values()).stream().map(FaultKind::word).toList() + ".");
            }
            kinds.add(kind);
        }
        return kinds.isEmpty() ? List.of(values()) : List.copyOf(kinds);
    }
}
