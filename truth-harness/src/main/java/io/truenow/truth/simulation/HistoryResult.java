package io.truenow.truth.simulation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one history did. */
record HistoryResult(
        Plan plan,
        long steps,
        long fingerprint,
        long requests,
        long acknowledged,
        long crashes,
        long restarts,
        long moves,
        long answers,
        long rowsCompared,
        long foreignWakes,
        Map<Fault, Long> faults,
        @Nullable Violation violation,
        List<String> trace) {}
