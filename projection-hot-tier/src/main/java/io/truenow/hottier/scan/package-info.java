/** Vectorised scans over snapshots: filters, groups, accumulators, orders, in parallel and within limits. */
@NullMarked
package io.truenow.hottier.scan;

import org.jspecify.annotations.NullMarked;
