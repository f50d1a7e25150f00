package io.truenow.truth.verify.planted;

import io.truenow.hottier.HotTier;
import org.jspecify.annotations.Nullable;

/** Planted: what verifies shares no code with the hot tier. */
public final class VerifyReachesHotTier {
    @Nullable
    HotTier seen;
}
