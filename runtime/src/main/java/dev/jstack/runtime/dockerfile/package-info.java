/** Dockerfile text to located instructions. Pure. */
@NullMarked
package dev.jstack.runtime.dockerfile;

import org.jspecify.annotations.NullMarked;
