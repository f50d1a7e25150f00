package io.truenow.launcher.architecture.planted.one;

import io.truenow.launcher.architecture.planted.two.Second;
import org.jspecify.annotations.Nullable;

/** Planted: half of a cycle of packages. */
public final class First {
    public @Nullable Second second;
}
