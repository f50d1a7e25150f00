package io.truenow.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {

    @Test
    void aSampleCountsForThePartNearestToTheTop() {
        assertThat(Part.of("io.truenow.hottier.dedup.DuplicateStore")).contains(Part.DUPLICATES);
        assertThat(Part.of("io.truenow.hottier.shard.TableShard")).contains(Part.FOLD);
        assertThat(Part.of("org.apache.calcite.avatica.remote.Service")).contains(Part.AVATICA);
        assertThat(Part.of("java.util.zip.CRC32C")).isEmpty();
    }

    @Test
    void aBusyThreadOfAProcessIsSeenInItsSamplesAndItsCoreTime(@TempDir Path folder) {
        Profile profile =
                new Profiler(ProcessHandle.current().pid(), folder).during("spinning", "spin", ProfilerTest::spin);

        assertThat(profile.samples()).isPositive();
        assertThat(profile.coreSeconds()).isPositive();
        assertThat(profile.parts()).anyMatch(share -> share.name().equals(Part.OWN.title()));
        assertThat(profile.threads()).isNotEmpty();
    }

    private static void spin() {
        long end = System.nanoTime() + 700_000_000L;
        long sum = 0;
        while (System.nanoTime() < end) {
            sum += Long.toString(sum).hashCode();
        }
        assertThat(sum).isNotEqualTo(1);
    }
}
