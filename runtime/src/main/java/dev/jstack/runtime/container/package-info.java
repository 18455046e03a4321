/**
 * Containers: what is asked for ({@link dev.jstack.runtime.container.ContainerSpec}), starting,
 * watching, stopping and removing them. What they print is in {@code output}.
 */
@NullMarked
package dev.jstack.runtime.container;

import org.jspecify.annotations.NullMarked;
