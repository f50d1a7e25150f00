/** JSON: the query API of port 8081. */
@NullMarked
package io.truenow.sql.http;

import org.jspecify.annotations.NullMarked;
