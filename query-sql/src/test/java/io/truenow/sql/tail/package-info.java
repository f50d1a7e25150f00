@NullMarked
package io.truenow.sql.tail;

import org.jspecify.annotations.NullMarked;
