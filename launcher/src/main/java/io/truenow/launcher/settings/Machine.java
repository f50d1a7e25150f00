package io.truenow.launcher.settings;

import java.lang.management.ManagementFactory;

/**
 * What defaults depend on.
 *
 * @param memoryBytes memory of the machine, or of the container
 */
public record Machine(long memoryBytes) {

    /** This one. */
    public static Machine here() {
        return new Machine(
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : Runtime.getRuntime().maxMemory());
    }
}
