/** The questions of W1, asked of every engine in turn, with their answers compared: R4. */
@NullMarked
package io.truenow.bench.question;

import org.jspecify.annotations.NullMarked;
