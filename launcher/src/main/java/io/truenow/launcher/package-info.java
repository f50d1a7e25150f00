/** Assembles the product: the one main class. */
@NullMarked
package io.truenow.launcher;

import org.jspecify.annotations.NullMarked;
