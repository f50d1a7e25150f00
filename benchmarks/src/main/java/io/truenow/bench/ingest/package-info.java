/** Ingest over the network, side by side: R1, R2, R8. */
@NullMarked
package io.truenow.bench.ingest;

import org.jspecify.annotations.NullMarked;
