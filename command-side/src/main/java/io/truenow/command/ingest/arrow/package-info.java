/** Streams of Arrow's IPC format: their messages, types and values, over bytes on the heap; mapping to columns and routes. */
@NullMarked
package io.truenow.command.ingest.arrow;

import org.jspecify.annotations.NullMarked;
