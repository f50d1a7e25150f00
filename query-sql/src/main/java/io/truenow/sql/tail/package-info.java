/** Events as the log takes them, for who watches: from a place on, of a namespace or a table, as a stream that can be taken up again. */
@NullMarked
package io.truenow.sql.tail;

import org.jspecify.annotations.NullMarked;
