package io.truenow.launcher.settings;

import java.util.List;

/**
 * What concerns the hot tier.
 *
 * @param memoryBytes its budget
 * @param checkpointSeconds time between checkpoints while events flow
 * @param segmentRows events at which a segment seals
 * @param maxColumns most dimensions and metrics of a table
 * @param recentAppendBytes bound of what was appended to the log and is applied without fetching it; 0 for nothing
 * @param idMemoryBytes bound of the duplicate stores on the heap
 * @param idFileBytes bound of the duplicate stores' files
 */
public record HotTierOptions(
        long memoryBytes,
        int checkpointSeconds,
        int segmentRows,
        int maxColumns,
        long recentAppendBytes,
        long idMemoryBytes,
        long idFileBytes) {

    private static final long DOCUMENTED_MEMORY = 32L << 30;

    static final Setting<Long> MEMORY = Setting.of(
                    "HOT_TIER_MEMORY_GB",
                    "hot_tier.storage.memory_gb",
                    SettingType.gibibytes(),
                    "32",
                    "budget of the hot tier, event ids of the window included; beyond it the oldest event times leave memory")
            .usually(
                    "40 % of the machine's memory, at most 32",
                    machine -> Math.min(DOCUMENTED_MEMORY, machine.memoryBytes() / 10 * 4));
    static final Setting<Integer> RETENTION = Setting.<Integer>unset(
                    "HOT_TIER_RETENTION_HOURS",
                    "hot_tier.storage.retention_hours",
                    SettingType.whole(1, 1_000_000, "hours"),
                    "age at which events leave memory once the cold tier holds them (documented: 24)")
            .with(
                    Effect.notYet(
                            "there is no cold tier yet that could hold what leaves memory, so the memory budget alone decides and nothing is hidden for its age"));
    static final Setting<Integer> COMPACTION = Setting.<Integer>unset(
                    "HOT_TIER_COMPACTION_INTERVAL",
                    "hot_tier.storage.compaction_interval",
                    SettingType.seconds(1, 86_400),
                    "time between compactions of sealed segments (documented: 300 s)")
            .with(Effect.notYet("sealed segments are not compacted yet"));
    static final Setting<Integer> WINDOW = Setting.<Integer>unset(
                    "HOT_TIER_AGGREGATION_WINDOW",
                    "hot_tier.aggregation.window_size",
                    SettingType.seconds(1, 86_400),
                    "width of the rollups' time slots (documented: 60 s)")
            .with(Effect.notYet("there are no rollups yet; every answer is computed from the events"));
    static final Setting<Integer> DIMENSIONS = Setting.of(
            "HOT_TIER_DIMENSIONS_LIMIT",
            "hot_tier.aggregation.dimensions_limit",
            SettingType.whole(1, 1_000, "columns"),
            "1000",
            "most dimensions and metrics of a table; an event that would bring one more is refused with `COLUMN_LIMIT`");
    static final Setting<Integer> CHECKPOINT = Setting.of(
            "TRUENOW_CHECKPOINT_SECONDS",
            "hot_tier.checkpoint_seconds",
            SettingType.seconds(1, 86_400),
            "30",
            "time between checkpoints while events flow");
    static final Setting<Integer> SEGMENT_ROWS = Setting.of(
            "TRUENOW_SEGMENT_ROWS",
            "hot_tier.segment_rows",
            SettingType.whole(1_000, 1 << 24, "events"),
            "1048576",
            "events at which a segment of a table shard seals");
    static final Setting<Integer> RECENT = Setting.of(
            "TRUENOW_RECENT_APPENDS_MB",
            "hot_tier.recent_appends_mb",
            SettingType.whole(0, 65_536, "MiB"),
            "64",
            "memory for events that this process has appended to the log and not applied yet; what finds no room there is fetched from the broker, with 0 everything is");
    static final Setting<Integer> ID_MEMORY = Setting.of(
            "TRUENOW_DEDUP_MEMORY_PERCENT",
            "hot_tier.dedup_memory_percent",
            SettingType.whole(1, 100, "percent"),
            "75",
            "part of the budget that the event ids of the window may take; at this bound new events are refused with 507");
    static final Setting<Long> ID_FILES = Setting.of(
            "TRUENOW_DEDUP_FILES_GB",
            "hot_tier.dedup_files_gb",
            SettingType.gibibytes(),
            "64",
            "room on the disk for the event ids of the window; at this bound new events are refused with 507");
    static final Setting<Integer> SHARD_ID = Setting.<Integer>unset(
                    "SHARD_ID",
                    "hot_tier.shard_id",
                    SettingType.whole(0, 65_535, ""),
                    "number of this process among the originals' hot tiers")
            .with(Effect.notYet("one process holds all shards; among several Kafka's group protocol will assign them"));

    static final SettingGroup GROUP = new SettingGroup(
            "hot-tier",
            List.of(
                    MEMORY,
                    CHECKPOINT,
                    SEGMENT_ROWS,
                    DIMENSIONS,
                    RECENT,
                    ID_MEMORY,
                    ID_FILES,
                    RETENTION,
                    COMPACTION,
                    WINDOW,
                    SHARD_ID));

    static HotTierOptions read(SettingValues values) {
        return new HotTierOptions(
                values.get(MEMORY),
                values.get(CHECKPOINT),
                values.get(SEGMENT_ROWS),
                values.get(DIMENSIONS),
                (long) values.get(RECENT) << 20,
                values.get(MEMORY) / 100 * values.get(ID_MEMORY),
                values.get(ID_FILES));
    }
}
