/** Tests of the page. */
@NullMarked
package io.truenow.bench.report;

import org.jspecify.annotations.NullMarked;
