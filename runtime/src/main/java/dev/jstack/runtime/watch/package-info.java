/**
 * Watching the user's files, and writing them into containers' roots. Start with {@link
 * dev.jstack.runtime.watch.FileWatch}, which tells of changes, and {@link
 * dev.jstack.runtime.watch.RootWriter}, which copies them.
 */
@NullMarked
package dev.jstack.runtime.watch;

import org.jspecify.annotations.NullMarked;
