/** SQL over JDBC: any URL, bounded answers, real cancelling. */
@NullMarked
package io.truenow.admin.jdbc;

import org.jspecify.annotations.NullMarked;
