@NullMarked
package io.truenow.command.binding;

import org.jspecify.annotations.NullMarked;
