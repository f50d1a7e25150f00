/** Rate limits that the control plane sets: commands, facts and what is known of them. */
@NullMarked
package io.truenow.events.limit;

import org.jspecify.annotations.NullMarked;
