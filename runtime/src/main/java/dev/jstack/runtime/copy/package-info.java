/**
 * Copying files between this machine and containers, as {@code cp} does. Start with {@link
 * dev.jstack.runtime.copy.Copying}, which has docker's rules of what is called what, and {@link
 * dev.jstack.runtime.copy.FileTree}, which is how a hostile root is walked.
 */
@NullMarked
package dev.jstack.runtime.copy;

import org.jspecify.annotations.NullMarked;
