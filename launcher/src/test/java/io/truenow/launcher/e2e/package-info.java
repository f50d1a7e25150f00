/** End-to-end tests of the packaged product: the real {@code ./truenow}, its ports and its files. */
@NullMarked
package io.truenow.launcher.e2e;

import org.jspecify.annotations.NullMarked;
