package io.truenow.jdbc.planted;

import io.truenow.events.access.Principal;
import org.jspecify.annotations.Nullable;

/** Planted: the driver stands alone. */
public final class DriverReachesEvents {
    @Nullable
    Principal principal;
}
