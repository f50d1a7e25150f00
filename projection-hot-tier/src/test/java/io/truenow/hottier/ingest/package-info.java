/** Tests of the way of a record into the hot tier. */
@NullMarked
package io.truenow.hottier.ingest;

import org.jspecify.annotations.NullMarked;
