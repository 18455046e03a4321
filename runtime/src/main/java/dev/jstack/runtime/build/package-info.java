/**
 * From instructions to stages, cached steps and an image. Start with {@link
 * dev.jstack.runtime.build.Builder}, which goes through the {@link
 * dev.jstack.runtime.build.graph.StageGraph}.
 */
@NullMarked
package dev.jstack.runtime.build;

import org.jspecify.annotations.NullMarked;
