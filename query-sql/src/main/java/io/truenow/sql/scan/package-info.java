/** What a plan asks of the hot tier, and how it is asked when a statement runs. */
@NullMarked
package io.truenow.sql.scan;

import org.jspecify.annotations.NullMarked;
