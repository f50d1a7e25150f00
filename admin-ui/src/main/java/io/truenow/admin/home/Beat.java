package io.truenow.admin.home;

import io.truenow.admin.port.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One push to the home screens.
 *
 * @param figures newest figures that there are; null if there never were any
 * @param stopped whether they are too old to be called live
 * @param lastMicros moment of the newest figures, or the start of the pulse if there never were any
 * @param points seconds that the screen does not have yet, oldest first
 */
public record Beat(@Nullable Figures figures, boolean stopped, long lastMicros, List<RatePoint> points) {}
