/** What can be set from outside, typed and checked at the start. */
@NullMarked
package io.truenow.launcher.settings;

import org.jspecify.annotations.NullMarked;
