package io.truenow.events.config;

import io.truenow.events.config.ConfigurationEpoch.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the server: the epoch in force and the newest others. Epochs count from {@link #FIRST}, which has every key's usual
 * value and which no fact made. Immutable; the fold of its facts, for the aggregate and for who reads.
 *
 * @param epoch in force
 * @param values of every key that does not have its usual one
 * @param last number that an epoch or a proposal has so far
 * @param epochs newest first: at most {@value #MAX_EPOCHS}, of which at most {@value #MAX_PROPOSALS} are proposals
 * @param facts so many facts of it so far
 */
public record ServerConfiguration(
        long epoch, Map<String, Long> values, long last, List<ConfigurationEpoch> epochs, long facts) {

    /** Identity of the one configuration on the command side. */
    public static final String ID = "configuration";

    /** The epoch before the first change. */
    public static final long FIRST = 1;

    /** Epochs that are remembered. */
    public static final int MAX_EPOCHS = 1_000;

    /** Proposals that may wait; the oldest is forgotten for a new one. */
    public static final int MAX_PROPOSALS = 100;

    /** Before the first fact. */
    public static final ServerConfiguration USUAL = new ServerConfiguration(FIRST, Map.of(), FIRST, List.of(), 0);

    /** Copies both. */
    public ServerConfiguration {
        values = ConfigurationMaps.copy(values);
        epochs = List.copyOf(epochs);
    }

    /** The value of a key. */
    public long value(ConfigurationKey key) {
        return key.in(values);
    }

    /** An epoch or proposal that is remembered. */
    public Optional<ConfigurationEpoch> find(long number) {
        return epochs.stream().filter(one -> one.epoch() == number).findFirst();
    }

    /** Where an epoch stands. */
    public Status status(ConfigurationEpoch one) {
        if (one.isOpen()) {
            return one.base() == epoch ? Status.PROPOSED : Status.OUTDATED;
        }
        return one.epoch() == epoch ? Status.ACTIVE : Status.EXPIRED;
    }

    /** The epoch that was in force before this one; empty if that is the first one, or if this is it. */
    public Optional<ConfigurationEpoch> before() {
        return epochs.stream()
                .filter(one -> !one.isOpen() && one.epoch() < epoch)
                .findFirst();
    }

    /** With a proposal. */
    public ServerConfiguration with(ConfigurationProposed fact) {
        List<ConfigurationEpoch> more = new ArrayList<>(epochs);
        more.addFirst(ConfigurationEpoch.of(fact));
        return new ServerConfiguration(epoch, values, fact.epoch(), bounded(more), facts + 1);
    }

    /** With a proposal in force. */
    public ServerConfiguration with(ConfigurationCommitted fact) {
        List<ConfigurationEpoch> same = new ArrayList<>(epochs);
        same.replaceAll(one -> one.epoch() == fact.epoch() ? one.with(fact) : one);
        return new ServerConfiguration(fact.epoch(), fact.values(), last, same, facts + 1);
    }

    /** With earlier values in force again. */
    public ServerConfiguration with(ConfigurationRolledBack fact) {
        List<ConfigurationEpoch> more = new ArrayList<>(epochs);
        more.addFirst(ConfigurationEpoch.of(fact, epoch));
        return new ServerConfiguration(fact.epoch(), fact.values(), fact.epoch(), bounded(more), facts + 1);
    }

    private static List<ConfigurationEpoch> bounded(List<ConfigurationEpoch> epochs) {
        if (epochs.stream().filter(ConfigurationEpoch::isOpen).count() > MAX_PROPOSALS) {
            epochs.remove(epochs.reversed().stream()
                    .filter(ConfigurationEpoch::isOpen)
                    .findFirst()
                    .orElseThrow());
        }
        return epochs.size() > MAX_EPOCHS ? epochs.subList(0, MAX_EPOCHS) : epochs;
    }
}
