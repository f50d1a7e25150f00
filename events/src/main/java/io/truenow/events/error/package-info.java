/** Every public error: a code, a category and a sentence. */
@NullMarked
package io.truenow.events.error;

import org.jspecify.annotations.NullMarked;
