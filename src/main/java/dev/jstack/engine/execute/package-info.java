/**
 * Runs things that wait for one another: {@link dev.jstack.engine.execute.TaskGraph} knows only
 * names, dependencies and futures.
 */
@NullMarked
package dev.jstack.engine.execute;

import org.jspecify.annotations.NullMarked;
