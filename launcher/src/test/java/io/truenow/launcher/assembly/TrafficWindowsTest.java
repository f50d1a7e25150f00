package io.truenow.launcher.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.infra.embedded.DiskFloor;
import io.truenow.launcher.role.RoleTraffic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficWindowsTest {

    @TempDir
    private Path folder;

    private TrafficWindows windows(RoleTraffic... roles) {
        return new TrafficWindows(List.of(roles), null, new MachineUse(folder, new DiskFloor(folder, 1)));
    }

    @Test
    void whatIsUnknownIsAbsent() {
        assertThat(windows(new RoleTraffic()).metrics())
                .containsEntry("total_requests", 0L)
                .doesNotContainKeys(
                        "events_per_second",
                        "total_events",
                        "error_rate",
                        "latency_p50",
                        "latency_max",
                        "latency_mean");
    }

    @Test
    void severalRolesAreSummedAndErrorsAreAShare() {
        RoleTraffic gateway = new RoleTraffic();
        RoleTraffic queries = new RoleTraffic();
        TrafficWindows windows = windows(gateway, queries);
        gateway.answered(202, 4_000, 100, 10);
        gateway.answered(404, 4_000, 0, 10);
        queries.answered(200, 1_000, 50, 500);
        queries.answered(503, 3_000, 50, 20);
        windows.sample();

        Map<String, Object> metrics = windows.metrics();

        assertThat(metrics)
                .containsEntry("total_requests", 4L)
                .containsEntry("error_rate", 0.5)
                .containsEntry("network_in", 200L)
                .containsEntry("network_out", 540L)
                .containsEntry("latency_mean", 3.0)
                .containsEntry("latency_max", 4.0);
        // The bucket reaches to 5 ms; no request took longer than 4.
        assertThat(metrics).containsEntry("latency_p99", 4.0);
    }
}
