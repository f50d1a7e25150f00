/** How many events a second are let through: of a key, of a tenant and of all callers together. */
@NullMarked
package io.truenow.command.limit;

import org.jspecify.annotations.NullMarked;
