/** The schema registry: value types that commands, facts and queries share. */
@NullMarked
package io.truenow.events.schema;

import org.jspecify.annotations.NullMarked;
