/** Tests of loads and their checks. */
@NullMarked
package io.truenow.bench.ingest;

import org.jspecify.annotations.NullMarked;
