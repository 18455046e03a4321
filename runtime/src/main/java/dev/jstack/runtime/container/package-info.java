/**
 * Containers: what is asked for ({@link dev.jstack.runtime.container.ContainerSpec}), starting,
 * watching, stopping and removing them.
 */
@NullMarked
package dev.jstack.runtime.container;

import org.jspecify.annotations.NullMarked;
