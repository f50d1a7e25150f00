package io.truenow.infra.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.ingest.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppedPartsTest {

    private static final UUID TABLE = new UUID(7, 7);
    private static final int SHARDS = 3;

    private final Map<Integer, String> partitions = new HashMap<>();
    private final Map<String, String> shards = new HashMap<>();
    private long nanos;
    private int looks;

    private final StoppedParts stopped = new StoppedParts(
            () -> {
                looks++;
                return Map.copyOf(partitions);
            },
            () -> Map.copyOf(shards),
            id -> id.equals(TABLE) ? table() : null,
            () -> nanos);

    private static TableDescriptor table() {
        return new TableDescriptor(
                TABLE,
                new TableRef("default", "web", "clicks"),
                new TableSettings(SHARDS, TableSettings.UNBOUNDED, TableSettings.UNBOUNDED),
                1,
                TableState.ACTIVE,
                List.of(),
                0);
    }

    private void laterThan(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis) + 1;
    }

    @Test
    void nothingIsSaidWhileNothingHasStopped() {
        assertThat(stopped.of(TABLE)).isNull();
    }

    @Test
    void aPartitionOfAnyShardOfTheTableRefusesItAndIsNamed() {
        partitions.put(Placement.partition(TABLE, SHARDS - 1), "Partition stopped at offset [5].");

        assertThat(stopped.of(TABLE))
                .contains(
                        "[default/web/clicks]",
                        "Partition [" + Placement.partition(TABLE, SHARDS - 1) + "] of the log has stopped.",
                        "restarted")
                .as("it may quote another tenant's record")
                .doesNotContain("offset [5]");
    }

    @Test
    void aPartitionOfOtherTablesOnlyLetsTheTableGoOn() {
        for (int p = 0; p < Placement.PARTITIONS; p++) {
            partitions.put(p, "stopped");
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            partitions.remove(Placement.partition(TABLE, shard));
        }

        assertThat(stopped.of(TABLE)).isNull();
        assertThat(partitions).isNotEmpty();
    }

    @Test
    void aShardThatStoppedRefusesItsTableOnly() {
        shards.put("default/web/other#0", "broken");
        assertThat(stopped.of(TABLE)).isNull();

        shards.put("default/web/clicks#1", "The record at [9] is broken.");
        laterThan(100);
        assertThat(stopped.of(TABLE)).contains("Shard [1]", "The record at [9] is broken.");
    }

    @Test
    void whatHasStoppedIsAskedForTenTimesASecondAtMost() {
        for (int i = 0; i < 1_000; i++) {
            stopped.of(TABLE);
        }
        assertThat(looks).isEqualTo(1);
        laterThan(100);
        stopped.of(TABLE);
        assertThat(looks).isEqualTo(2);
    }
}
