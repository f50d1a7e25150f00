/** How far in event time a table is believed complete. */
@NullMarked
package io.truenow.hottier.freshness;

import org.jspecify.annotations.NullMarked;
