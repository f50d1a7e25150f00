/** Tests of the workload. */
@NullMarked
package io.truenow.bench.workload;

import org.jspecify.annotations.NullMarked;
