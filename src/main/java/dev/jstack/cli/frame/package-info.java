/**
 * What every command stands on: the session, the global options, the project it is about,
 * questions, errors and exit codes.
 */
@NullMarked
package dev.jstack.cli.frame;

import org.jspecify.annotations.NullMarked;
