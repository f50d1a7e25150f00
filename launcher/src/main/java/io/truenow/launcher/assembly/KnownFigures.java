package io.truenow.launcher.assembly;

import io.truenow.command.catalog.RecentFacts;
import io.truenow.command.port.ReadModels;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.ingest.HotTierProjection;
import io.truenow.hottier.read.CheckpointFigures;
import io.truenow.infra.bus.KafkaLogSource;
import io.truenow.infra.bus.LogProgress;
import io.truenow.infra.bus.PartitionFailure;
import io.truenow.infra.eventstore.ControlPlane;
import io.truenow.infra.meters.RoleMeters;
import io.truenow.launcher.settings.SettingValues;
import io.truenow.sql.port.ServerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the parts of this process know, for the system tables. Thread-safe. */
record KnownFigures(
        HotTier hotTier,
        LogProgress progress,
        KafkaLogSource source,
        ControlPlane control,
        RecentFacts facts,
        RoleMeters roleMeters,
        List<SettingValues.Value> values)
        implements ServerFigures {

    @Override
    public long logEnd(int partition) {
        return progress.nextOffset(partition) < 0 ? UNKNOWN : progress.endOffset(partition);
    }

    @Override
    public List<CheckpointFigures> checkpoints() {
        return hotTier.projection().checkpoints();
    }

    @Override
    public List<Processor> processors() {
        List<Processor> processors = new ArrayList<>();
        for (ReadModels.Processor segment : control.processors().processors()) {
            processors.add(new Processor(
                    segment.name(),
                    "control-plane",
                    segment.segment(),
                    segment.position(),
                    segment.caughtUp() ? (Long) 0L : null,
                    !segment.running() || segment.reason() != null
                            ? "stopped"
                            : segment.caughtUp() ? "running" : "catching-up",
                    segment.reason()));
        }
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            processors.add(ofLog(partition));
        }
        return processors;
    }

    private Processor ofLog(int partition) {
        PartitionFailure failure = source.failures().get(partition);
        long next = progress.nextOffset(partition);
        boolean behind = source.endOffsetsAtStart().getOrDefault(partition, 0L) > next;
        return new Processor(
                HotTierProjection.PROCESSING_GROUP,
                "log",
                partition,
                next < 0 ? null : (Long) next,
                next < 0 ? null : (Long) progress.lag(partition),
                failure != null ? "stopped" : next < 0 ? "not-owned" : behind ? "catching-up" : "running",
                failure == null ? null : failure.toString());
    }

    @Override
    public List<Setting> settings() {
        return values.stream()
                .map(value -> new Setting(
                        value.setting().variable(),
                        value.setting().key(),
                        value.shown().isEmpty() ? null : value.shown(),
                        value.source(),
                        value.place().isEmpty() ? null : value.place(),
                        value.setting().secret(),
                        value.setting().sentence()))
                .toList();
    }

    @Override
    public List<Meter> meters() {
        return roleMeters.samples().stream()
                .map(m -> new Meter(m.name(), m.tags(), m.kind(), m.value(), m.help()))
                .toList();
    }

    @Override
    public List<DeadLetter> deadLetters(UUID tableId) {
        List<DeadLetter> letters = new ArrayList<>();
        hotTier.conflicts(tableId)
                .forEach((shard, conflicts) -> conflicts.forEach(conflict -> letters.add(new DeadLetter(
                        shard, conflict.offset(), conflict.index(), conflict.eventId(), "CONFLICTING_DUPLICATE"))));
        return letters;
    }

    @Override
    public List<DomainEvent> domainEvents() {
        return facts.facts().stream()
                .map(f -> new DomainEvent(
                        f.position(),
                        f.timeMicros(),
                        f.type(),
                        f.aggregate(),
                        f.sequence(),
                        f.tenant(),
                        f.address(),
                        f.payload()))
                .toList();
    }
}
