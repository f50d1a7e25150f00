/** What a run of the benchmarks found, as a table, a page and a chart. */
@NullMarked
package io.truenow.bench.report;

import org.jspecify.annotations.NullMarked;
