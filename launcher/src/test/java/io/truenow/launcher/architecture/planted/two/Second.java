package io.truenow.launcher.architecture.planted.two;

import io.truenow.launcher.architecture.planted.one.First;
import org.jspecify.annotations.Nullable;

/** Planted: the other half of the cycle. */
public final class Second {
    public @Nullable First first;
}
