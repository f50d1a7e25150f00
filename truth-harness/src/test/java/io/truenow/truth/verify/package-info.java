/** Tests of the second reading of the log. */
@NullMarked
package io.truenow.truth.verify;

import org.jspecify.annotations.NullMarked;
