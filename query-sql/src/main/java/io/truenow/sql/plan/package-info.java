/** From syntax or relational algebra to a plan: rewriting of times, push-down, physical plan. */
@NullMarked
package io.truenow.sql.plan;

import org.jspecify.annotations.NullMarked;
