/** The one shape of a refusal on the documented doors. */
@NullMarked
package io.truenow.command.answer;

import org.jspecify.annotations.NullMarked;
