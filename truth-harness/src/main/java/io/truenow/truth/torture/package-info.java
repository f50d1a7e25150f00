/** Kills, stops and starves the built product as a process, and counts from outside what it kept. */
@NullMarked
package io.truenow.truth.torture;

import org.jspecify.annotations.NullMarked;
