/** One writer per table shard: applies batches and publishes snapshots. */
@NullMarked
package io.truenow.hottier.shard;

import org.jspecify.annotations.NullMarked;
