package io.truenow.events.ingest;

/** A header and its events: what one log record holds. Immutable. */
public record EventBatch(BatchHeader header, EventColumns events) {}
