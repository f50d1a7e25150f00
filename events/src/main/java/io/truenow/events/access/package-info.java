/** Who calls: the principal that every command, scan and cursor is bound to. */
@NullMarked
package io.truenow.events.access;

import org.jspecify.annotations.NullMarked;
