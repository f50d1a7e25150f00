/** Tables that are bound to a schema: what a batch of events has to be, and the typed columns that it becomes. */
@NullMarked
package io.truenow.command.binding;

import org.jspecify.annotations.NullMarked;
