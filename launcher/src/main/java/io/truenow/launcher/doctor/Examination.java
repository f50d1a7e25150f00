package io.truenow.launcher.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.RunState;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.launcher.settings.Machine;
import io.truenow.launcher.settings.ProductVersion;
import io.truenow.launcher.settings.SettingSources;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All checks of one place. Changes nothing; takes seconds where an external server does not answer.
 */
public final class Examination {

    private Examination() {}

    /** What holds for a server with these settings, in the order of the checks. */
    public static List<Finding> of(SettingSources sources, Machine machine, MicroClock clock) {
        DataFolder folder = new DataFolder(sources.dataDir());
        Optional<RunState> state = RunState.read(folder);
        List<String> problems = LaunchSettings.problems(sources, machine);
        Optional<LaunchSettings> settings =
                problems.isEmpty() ? Optional.of(LaunchSettings.read(sources, List.of(), machine)) : Optional.empty();

        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("version", "TrueNow " + ProductVersion.text() + "."));
        findings.add(MachineChecks.java(
                Runtime.version().feature(), Runtime.version().toString()));
        problems.forEach(problem -> findings.add(
                Finding.fail("settings", problem, "Mend it; truenow config print shows where each value comes from.")));
        settings.ifPresent(s -> {
            findings.add(Finding.ok("settings", "They can be read."));
            s.notes().forEach(note -> findings.add(Finding.warn("settings", note, "Remove it, or mend its name.")));
            findings.add(MachineChecks.memory(machine.memoryBytes(), s.hotTier().memoryBytes()));
        });
        findings.add(MachineChecks.descriptors(descriptors()));
        findings.add(
                MachineChecks.clock(clock, state.map(RunState::startedMicros).orElse(0L)));
        findings.addAll(FolderChecks.all(
                folder,
                state,
                settings.map(s -> s.process().diskFloorBytes()).orElse(-1L),
                System.getProperty("user.name", ""),
                ProductVersion.text()));
        settings.ifPresentOrElse(
                s -> {
                    findings.addAll(
                            PortChecks.all(s, state.filter(r -> r.process().isPresent())));
                    findings.addAll(PartChecks.all(s));
                },
                () -> findings.add(Finding.unknown(
                        "memory, ports, parts", "Not looked at, because the settings that name them are wrong.")));
        return findings;
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }
}
