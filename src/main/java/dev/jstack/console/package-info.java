/**
 * The caller's side of a command: what it was called with ({@link dev.jstack.console.Invocation}),
 * and how events, logs and tables are drawn for it.
 */
@NullMarked
package dev.jstack.console;

import org.jspecify.annotations.NullMarked;
