/** Workload W1 and the request bodies that carry it. */
@NullMarked
package io.truenow.bench.workload;

import org.jspecify.annotations.NullMarked;
