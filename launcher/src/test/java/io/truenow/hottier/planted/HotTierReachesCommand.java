package io.truenow.hottier.planted;

import io.truenow.command.port.Admissibility;
import org.jspecify.annotations.Nullable;

/** Planted: the hot tier must not know the command side. */
public final class HotTierReachesCommand {
    @Nullable
    Admissibility admissibility;
}
