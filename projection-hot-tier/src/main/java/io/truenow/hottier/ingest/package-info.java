/** The projection: takes batches from the log to their shards. */
@NullMarked
package io.truenow.hottier.ingest;

import org.jspecify.annotations.NullMarked;
