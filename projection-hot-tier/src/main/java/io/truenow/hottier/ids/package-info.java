/** Event ids in memory, in as few bytes as what they have in common allows. */
@NullMarked
package io.truenow.hottier.ids;

import org.jspecify.annotations.NullMarked;
