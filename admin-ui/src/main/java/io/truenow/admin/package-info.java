/** Shows: the console in the browser. */
@NullMarked
package io.truenow.admin;

import org.jspecify.annotations.NullMarked;
