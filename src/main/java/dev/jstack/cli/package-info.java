/**
 * The command line: finds the command that a line names. The packages below have one class per
 * command, each parsing its arguments, calling one method of the engine and drawing the result.
 * Start with {@link dev.jstack.cli.Commands} and {@link dev.jstack.cli.Verbs}.
 */
@NullMarked
package dev.jstack.cli;

import org.jspecify.annotations.NullMarked;
