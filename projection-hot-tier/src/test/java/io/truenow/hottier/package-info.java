/** Tests of the hot tier as a whole, and what they share. */
package io.truenow.hottier;
