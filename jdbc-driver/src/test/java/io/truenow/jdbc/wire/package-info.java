@NullMarked
package io.truenow.jdbc.wire;

import org.jspecify.annotations.NullMarked;
