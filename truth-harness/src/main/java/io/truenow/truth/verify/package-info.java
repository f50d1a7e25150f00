/** Reads the log a second time, slowly and by other code, and compares it with what the server serves. */
@NullMarked
package io.truenow.truth.verify;

import org.jspecify.annotations.NullMarked;
