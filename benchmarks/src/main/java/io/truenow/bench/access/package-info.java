/** Whether the time of a check tells where a wrong secret differs. */
@NullMarked
package io.truenow.bench.access;

import org.jspecify.annotations.NullMarked;
