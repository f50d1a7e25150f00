/** The sides of a comparison: the product and its peers, each a process of its own. */
@NullMarked
package io.truenow.bench.side;

import org.jspecify.annotations.NullMarked;
