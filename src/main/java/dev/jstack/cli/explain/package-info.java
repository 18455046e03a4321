/**
 * {@code explain} of a container: what it is to the kernel, for somebody who has only read that a
 * container is a Linux process. Start with {@link dev.jstack.cli.explain.ContainerPage}.
 */
@NullMarked
package dev.jstack.cli.explain;

import org.jspecify.annotations.NullMarked;
