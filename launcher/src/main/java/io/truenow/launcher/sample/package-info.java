/** Events for trying the product out, and the questions whose answers follow from them. */
@NullMarked
package io.truenow.launcher.sample;

import org.jspecify.annotations.NullMarked;
