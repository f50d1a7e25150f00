/** What stays in memory: the budget, eviction and pinned snapshots. */
@NullMarked
package io.truenow.hottier.retention;

import org.jspecify.annotations.NullMarked;
