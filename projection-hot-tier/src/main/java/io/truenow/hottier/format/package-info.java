/** Checksummed streams of primitive values: the stored form of checkpoints. */
@NullMarked
package io.truenow.hottier.format;

import org.jspecify.annotations.NullMarked;
