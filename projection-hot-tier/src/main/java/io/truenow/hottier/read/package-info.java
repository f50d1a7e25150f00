/** The port through which statements read the hot tier: requests and answers are values, so that they could cross processes. */
@NullMarked
package io.truenow.hottier.read;

import org.jspecify.annotations.NullMarked;
