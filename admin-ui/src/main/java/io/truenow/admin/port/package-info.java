/** What the console asks of its surroundings: SQL, live figures, the doors' ports. */
@NullMarked
package io.truenow.admin.port;

import org.jspecify.annotations.NullMarked;
