/**
 * The command line: one class per command, each parsing its arguments, calling one method of the
 * engine and drawing the result. Start with {@link dev.jstack.cli.Commands}.
 */
@NullMarked
package dev.jstack.cli;

import org.jspecify.annotations.NullMarked;
