/** What rate limits ask of whatever processes share. */
@NullMarked
package io.truenow.command.limit.port;

import org.jspecify.annotations.NullMarked;
