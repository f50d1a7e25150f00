/** The public sqllogictest corpus, its read part, against the engine. */
@NullMarked
package io.truenow.sql.logic;

import org.jspecify.annotations.NullMarked;
