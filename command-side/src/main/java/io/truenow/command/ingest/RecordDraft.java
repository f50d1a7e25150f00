package io.truenow.command.ingest;

import io.truenow.events.ingest.EventBatchAccepted;

/** A fact to append, and which rows of its shard it holds: {@code [from, to)}. */
record RecordDraft(EventBatchAccepted fact, ShardRows rows, int from, int to) {}
