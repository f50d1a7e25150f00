package io.truenow.infra.planted;

import io.truenow.hottier.read.TimeRange;

/** Planted: infra may use packages named port only. */
public final class InfraReachesBehindAPort {
    TimeRange range = TimeRange.ALL;
}
