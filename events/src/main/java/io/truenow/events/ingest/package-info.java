/** Events in columns: the batch, its stored form, the command that offers it and the fact that it was accepted. */
@NullMarked
package io.truenow.events.ingest;

import org.jspecify.annotations.NullMarked;
