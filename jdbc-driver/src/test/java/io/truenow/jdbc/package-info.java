@NullMarked
package io.truenow.jdbc;

import org.jspecify.annotations.NullMarked;
