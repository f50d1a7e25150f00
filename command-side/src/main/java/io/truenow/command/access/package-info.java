/** API keys: who made them, what they allow, and whether one that is presented is valid. */
@NullMarked
package io.truenow.command.access;

import org.jspecify.annotations.NullMarked;
