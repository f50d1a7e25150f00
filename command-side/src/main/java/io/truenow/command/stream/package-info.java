/** Tables as streams, in the words of TTDust's API: bound to a schema, with a life, a retention and a layout. */
@NullMarked
package io.truenow.command.stream;

import org.jspecify.annotations.NullMarked;
