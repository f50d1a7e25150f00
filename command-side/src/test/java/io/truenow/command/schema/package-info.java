@NullMarked
package io.truenow.command.schema;

import org.jspecify.annotations.NullMarked;
