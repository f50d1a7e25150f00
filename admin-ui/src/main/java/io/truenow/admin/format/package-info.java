/** Figures, times and commands as text. */
@NullMarked
package io.truenow.admin.format;

import org.jspecify.annotations.NullMarked;
