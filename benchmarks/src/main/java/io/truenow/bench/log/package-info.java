/** Reading the log again: R9, the product beside Axon's own event store. */
@NullMarked
package io.truenow.bench.log;

import org.jspecify.annotations.NullMarked;
