/** The product's own driver against a server, in one process. */
@NullMarked
package io.truenow.sql.driver;

import org.jspecify.annotations.NullMarked;
