package io.truenow.hottier.scan;

import java.util.Map;

/** One event of a test table, before it becomes columns. */
record PlainRow(
        long offset,
        int index,
        long ingestTimeMicros,
        String eventId,
        long eventTimeMicros,
        int revision,
        Map<String, String> dimensions,
        Map<String, ? extends Number> metrics) {}
