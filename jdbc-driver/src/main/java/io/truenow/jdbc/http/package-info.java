/** Requests over kept sockets: HTTP/1.1, no more of it than the driver needs. */
@NullMarked
package io.truenow.jdbc.http;

import org.jspecify.annotations.NullMarked;
