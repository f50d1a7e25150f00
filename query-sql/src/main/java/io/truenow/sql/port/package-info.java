/** What query-sql needs of the outside. */
@NullMarked
package io.truenow.sql.port;

import org.jspecify.annotations.NullMarked;
