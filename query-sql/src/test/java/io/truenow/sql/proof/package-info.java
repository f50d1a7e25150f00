/** Proof that answers are right: random statements compared with another engine, with themselves taken apart, and with our rules off. */
@NullMarked
package io.truenow.sql.proof;

import org.jspecify.annotations.NullMarked;
