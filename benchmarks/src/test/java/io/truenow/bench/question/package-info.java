/** Tests of the questions. */
@NullMarked
package io.truenow.bench.question;

import org.jspecify.annotations.NullMarked;
