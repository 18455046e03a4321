/** From instructions to stages, cached steps and an image. */
@NullMarked
package dev.jstack.runtime.build;

import org.jspecify.annotations.NullMarked;
