@NullMarked
package io.truenow.events.schema;

import org.jspecify.annotations.NullMarked;
