/** Measures the parts and the product. Nobody depends on it. Results stand in docs/performance.md. */
@NullMarked
package io.truenow.bench;

import org.jspecify.annotations.NullMarked;
