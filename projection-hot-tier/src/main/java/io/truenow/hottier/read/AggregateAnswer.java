package io.truenow.hottier.read;

/** Groups of an aggregation, keys first, then accumulators, and what they cover. */
public record AggregateAnswer(ValueBlock block, Coverage coverage) {}
