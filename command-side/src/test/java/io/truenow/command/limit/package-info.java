@NullMarked
package io.truenow.command.limit;

import org.jspecify.annotations.NullMarked;
