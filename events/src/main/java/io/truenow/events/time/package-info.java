/** Time in microseconds since 1970, its clock, and its text forms at the edges. */
@NullMarked
package io.truenow.events.time;

import org.jspecify.annotations.NullMarked;
