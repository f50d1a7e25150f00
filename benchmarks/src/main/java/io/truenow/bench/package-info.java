/** Measures the parts and the product. Nobody depends on it. Nothing is built here yet; docs/performance.md has the first figures. */
@NullMarked
package io.truenow.bench;

import org.jspecify.annotations.NullMarked;
